"""The lock of an encrypted library: setting it, opening it, and closing it by itself."""

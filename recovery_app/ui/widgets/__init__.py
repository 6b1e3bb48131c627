"""The kit that pages are made of. Each part stands in its own module, to be loaded when used."""

"""The Settings page: where the library is, backups, her own words, the look, and what this is."""

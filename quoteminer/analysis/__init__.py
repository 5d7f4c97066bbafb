"""Over extracted rows: how right they are against a gold, and what they say together."""

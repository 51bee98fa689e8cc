"""Notes on candidates and units."""

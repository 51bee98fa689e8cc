"""Members at the beginning and the end of a period, and what came in between."""

"""The awareness stage."""

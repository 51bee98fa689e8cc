"""The dated provisions of a rulebook, by what they are about."""

"""Goals of units."""

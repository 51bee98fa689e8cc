"""Days off and worked days."""

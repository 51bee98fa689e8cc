"""The yearly classes, one by one and counted."""

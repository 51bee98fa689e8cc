"""Inspections of units, what they found, and what became of it."""

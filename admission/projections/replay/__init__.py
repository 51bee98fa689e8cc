"""What moved the counts of a unit, in the order in which it was known."""

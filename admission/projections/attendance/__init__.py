"""Which meetings of cells somebody from above attends, and what became of weaknesses found."""

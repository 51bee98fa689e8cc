"""From which day the party age of each full member counts."""

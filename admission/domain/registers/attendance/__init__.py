"""Who from above attends which meetings of cells, and what becomes of the weaknesses found."""

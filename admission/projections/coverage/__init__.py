"""How far what is under way covers the plan."""

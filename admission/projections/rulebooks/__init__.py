"""Which rulebook is in force, and what figures count."""

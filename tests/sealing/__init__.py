"""What is personal is stored sealed, and only those who have the key can read it."""

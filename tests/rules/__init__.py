"""Rules: by day, one below, exactly, one above."""

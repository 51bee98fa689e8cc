"""Personal details as they are stored: encrypted under a key of their subject, which can go."""

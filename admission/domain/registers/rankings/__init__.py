"""The yearly classes of organisations, of members and of heads; each year is kept."""

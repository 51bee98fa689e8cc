"""Membership cards, as they were decided, handed over and withdrawn."""

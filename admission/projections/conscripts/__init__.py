"""Enlistment lists, and what became of those on them."""

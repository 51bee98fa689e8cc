"""Figures that are otherwise than they were, and the events that moved them."""

"""Directives and plans, the tasks under them, and how far each is."""

"""Directives and plans, and how far their tasks are."""

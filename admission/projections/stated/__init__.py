"""Figures as they were stated."""

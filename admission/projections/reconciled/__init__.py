"""Figures as they were stated, beside the people who are counted."""

"""Complaints and denunciations about people."""

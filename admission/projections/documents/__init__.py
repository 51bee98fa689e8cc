"""Scans, what each belongs to, and steps that rest on no document."""

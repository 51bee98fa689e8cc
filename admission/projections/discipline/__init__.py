"""Screenings, disciplines, appeals and exits, listed and counted."""

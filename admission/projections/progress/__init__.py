"""Figures against targets."""

"""Badges for years of party age."""

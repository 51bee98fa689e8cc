"""Badges for years of party age: those awarded, and those that are due."""

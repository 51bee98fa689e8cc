"""Figures beside those of the year before, of the plan, of sibling units, of many years."""

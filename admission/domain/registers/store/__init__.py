"""The store itself: what it is, and for whom."""

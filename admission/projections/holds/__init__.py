"""Open questions about people that hold steps, and the clocks that stand still meanwhile."""

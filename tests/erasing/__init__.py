"""People who were erased: what is left, what comes back, what is still counted."""

"""The log told again: what each event changed, and why it was allowed."""

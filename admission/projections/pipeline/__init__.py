"""Where each candidate stands."""

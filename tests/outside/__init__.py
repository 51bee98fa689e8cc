"""Checks by programs that may not be installed beside ours; `make outside` runs them."""

"""Reviews of the political standard, and how many there were."""

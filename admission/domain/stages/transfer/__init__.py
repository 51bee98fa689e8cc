"""A candidate goes over to another unit, for good or for a time."""

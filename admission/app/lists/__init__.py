"""Lists: CSV files whose rows are commands of one kind, read, put in order and kept until run."""

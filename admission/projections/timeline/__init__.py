"""What was recorded about whom."""

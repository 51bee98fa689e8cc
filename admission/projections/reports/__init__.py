"""Reports as they were published."""

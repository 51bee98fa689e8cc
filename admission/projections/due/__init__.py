"""Every open clock."""

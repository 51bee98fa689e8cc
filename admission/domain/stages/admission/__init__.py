"""The admission stage."""

"""The membership stage."""

"""Backups of a store, its scans and its keys: made, checked by restoring, restored."""

"""Erasures carried out: keys and scans destroyed, rows built anew, again after each restore."""

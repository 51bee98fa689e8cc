"""The steps of paths as their rules are asked about afterwards."""

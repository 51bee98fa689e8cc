"""The register of supervision: which committee member answers for which unit."""

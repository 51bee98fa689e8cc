"""The register of inspections and their findings."""

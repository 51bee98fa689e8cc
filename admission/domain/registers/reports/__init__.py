"""The register of published reports."""

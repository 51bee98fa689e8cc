"""The register of meetings."""

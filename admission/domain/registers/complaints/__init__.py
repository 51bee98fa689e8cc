"""The register of complaints and denunciations."""

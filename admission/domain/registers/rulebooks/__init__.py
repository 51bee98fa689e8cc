"""The register of rulebooks."""

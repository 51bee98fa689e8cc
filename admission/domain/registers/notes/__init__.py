"""The register of notes."""

"""The register of targets."""

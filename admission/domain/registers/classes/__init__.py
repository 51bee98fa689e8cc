"""The register of classes."""

"""The register of accounts."""

"""The register of confirmations."""

"""The register of stated figures."""

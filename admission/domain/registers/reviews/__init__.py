"""The register of political-standard reviews."""

"""The register of identity: records found to be one person, or two."""

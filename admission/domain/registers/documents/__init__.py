"""The register of scans."""

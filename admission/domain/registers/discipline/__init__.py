"""The register of screenings, disciplines and appeals."""

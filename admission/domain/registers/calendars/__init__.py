"""The register of calendars."""

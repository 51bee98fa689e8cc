"""The handbook of one person: all that is recorded of them, section by section."""

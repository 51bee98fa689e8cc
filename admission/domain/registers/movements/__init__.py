"""Members who come from elsewhere, go elsewhere, or are members no longer."""

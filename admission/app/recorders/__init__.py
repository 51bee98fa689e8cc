"""Where events are kept, one module per concern, one recorder per database."""

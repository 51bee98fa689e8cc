"""Where practice left the rules: asked of the log afterwards, whatever was said at the time."""

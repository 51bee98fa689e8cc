"""Tools that do to a store what can befall it, and count what was lost; each prints its seed."""

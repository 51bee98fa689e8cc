"""Who became a member, and who is one no longer: one dated row each."""

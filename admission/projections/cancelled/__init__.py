"""Full memberships whose decision was cancelled, and what was given for them."""

"""The same work done by us and by others; all but `ours` run in an environment of their own."""

"""Who and what went to the store of another province, or came from one: one dated row each."""

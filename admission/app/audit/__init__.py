"""What an auditor asks of a store: checkpoints, proofs, the whole log as files, a full check."""

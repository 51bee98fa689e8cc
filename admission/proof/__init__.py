"""The proof that nothing was changed: pure hashing, formats others can check, and the verifier."""

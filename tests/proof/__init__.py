"""The proof: hashing, formats, verifier, witness."""

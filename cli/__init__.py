"""The command line of admission."""

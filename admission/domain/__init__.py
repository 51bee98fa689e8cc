"""The rules and facts of admission, as pure functions: no clock, no files, no database."""

"""What is recorded of people beside who they are: each fact dated, for reports that count it."""

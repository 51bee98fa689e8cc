"""One script for each measured claim; each prints a table and asserts nothing by the clock."""

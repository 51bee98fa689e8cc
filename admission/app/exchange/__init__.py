"""The log in formats that others read, and back from one of them."""

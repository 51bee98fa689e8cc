"""The application: its stores, and what it does with them."""

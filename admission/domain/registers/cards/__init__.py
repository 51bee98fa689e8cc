"""Membership cards: decided with the recognition, in monthly batches, and handed over."""

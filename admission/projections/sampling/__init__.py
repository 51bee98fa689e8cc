"""Samples of candidacies for somebody to look at."""

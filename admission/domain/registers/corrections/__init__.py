"""Recorded facts that are annulled or corrected; the streams themselves never change."""

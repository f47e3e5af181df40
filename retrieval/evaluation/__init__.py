"""Measures what the archive does: collections, runs, measures and comparisons."""

"""Operating the archive: notices on articles, the gate, checks, backups, and files that arrive.

The archive's face uses these; they know the index, and nothing of pages or of who asks.
"""

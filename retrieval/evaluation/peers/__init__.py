"""Other retrieval libraries on the same questions, articles and model, each in its own process.

They are an extra (`pip install 'wenbao[peers]'`): nothing of the archive needs them.
"""

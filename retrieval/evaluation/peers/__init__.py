"""Other retrieval libraries on the same questions, articles and model, each in its own process.

They are an extra (`pip install --constraint constraints.txt --editable '.[peers]'`, which
`make figures` does): nothing of the archive needs them.
"""

"""The loading of pages: what is new is found, built into a candidate generation, and made live."""

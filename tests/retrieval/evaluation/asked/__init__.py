"""Questions of our own, as members ask, over the seed pages and over news of a collection."""

import numpy as np

from retrieval.evaluation.vectors import LastQueries
from tests.fakes.embedder import HashingEmbedder


class CountingEmbedder(HashingEmbedder):
    """Counts the queries that reach the model."""

    queries = 0

    def embed_queries(self, texts):
        self.queries += len(texts)
        return super().embed_queries(texts)


def test_query_of_a_moment_ago_is_not_embedded_again_and_an_older_one_is():
    model = CountingEmbedder()
    last = LastQueries(model)
    first = last.embed_queries(["桥"])
    np.testing.assert_array_equal(last.embed_queries(["桥"]), first)
    assert model.queries == 1
    for text in "一二三四":
        last.embed_queries([text])
    last.embed_queries(["桥"])
    assert model.queries == 6

from retrieval.cli.progress import Lines


def test_lines_come_now_and_then_and_at_the_end():
    now, written = [0.0], []
    lines = Lines("asking", written.append, lambda: now[0])
    for second, done in ((1, 1), (29, 2), (31, 3), (40, 4), (61, 5), (62, 6)):
        now[0] = float(second)
        lines(done, 6)
    assert written == ["asking: 3/6", "asking: 5/6", "asking: 6/6"]

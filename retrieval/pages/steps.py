"""What speaks for and against each step from one line's label to the next one's, as weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.pages.scoring import Label

if TYPE_CHECKING:
    from retrieval.pages.looks import Look

NEVER = -1000.0

_STEPS: dict[tuple[Label, Label], float] = {
    (Label.BANNER, Label.BANNER): -1.0,
    (Label.BANNER, Label.COLUMN): 0.0,
    (Label.BANNER, Label.HEAD): 0.5,
    (Label.BANNER, Label.OPENING): -6.0,
    (Label.COLUMN, Label.COLUMN): 0.0,
    (Label.COLUMN, Label.HEAD): 0.5,
    (Label.COLUMN, Label.OPENING): -2.0,
    (Label.COLUMN, Label.CAPTION): -2.0,
    (Label.HEAD, Label.HEAD): -0.8,
    (Label.HEAD, Label.COLUMN): -3.0,
    (Label.HEAD, Label.OPENING): 1.0,
    (Label.HEAD, Label.INNER): -3.0,
    (Label.HEAD, Label.CAPTION): -1.0,
    (Label.INNER, Label.BODY): 0.5,
    (Label.INNER, Label.INNER): -3.0,
    (Label.INNER, Label.CAPTION): -1.0,
    (Label.BODY, Label.BODY): 0.0,
    (Label.BODY, Label.HEAD): 0.0,
    (Label.BODY, Label.INNER): 0.0,
    (Label.BODY, Label.COLUMN): 0.0,
    (Label.BODY, Label.OPENING): -4.0,
    (Label.BODY, Label.CAPTION): 0.0,
    (Label.CAPTION, Label.CAPTION): 0.0,
    (Label.CAPTION, Label.BODY): 0.0,
    (Label.CAPTION, Label.HEAD): 0.0,
    (Label.CAPTION, Label.INNER): 0.0,
    (Label.CAPTION, Label.COLUMN): 0.0,
    (Label.CAPTION, Label.OPENING): -1.0,
}
STARTS = {
    Label.BANNER: 0.0,
    Label.COLUMN: 0.0,
    Label.HEAD: 0.5,
    Label.OPENING: -3.0,
    Label.BODY: -4.0,
    Label.INNER: -6.0,
    Label.CAPTION: -1.5,
}
STOPS = {Label.HEAD: -6.0, Label.INNER: -4.0, Label.BANNER: -4.0, Label.COLUMN: -0.5}


_STEP_ROWS = [
    [_STEPS.get((Label.BODY if of is Label.OPENING else of, to), NEVER) for to in Label]
    for of in Label
]


def step_scores(look: Look) -> list[list[float]]:
    """Return the scores of the steps to the line `look` describes: a row for each label before it.

    What follows body text depends on whether that text was finished: a cut sentence goes on.
    """
    goes_on = 0.0 if look.finished_before else 1.5 + 2.0 * look.rejoined
    breaks_off = 0.5 if look.finished_before else -3.5 - 2.0 * look.rejoined
    row = [score + breaks_off for score in _STEP_ROWS[Label.BODY]]
    row[Label.BODY] = _STEP_ROWS[Label.BODY][Label.BODY] + goes_on
    row[Label.CAPTION] = _STEP_ROWS[Label.BODY][Label.CAPTION]
    rows = list(_STEP_ROWS)
    rows[Label.BODY] = rows[Label.OPENING] = row
    rows[Label.CAPTION] = list(_STEP_ROWS[Label.CAPTION])
    rows[Label.CAPTION][Label.BODY] += goes_on
    if look.credit_before:  # the author may stand between a heading and the first subhead
        rows[Label.HEAD] = list(_STEP_ROWS[Label.HEAD])
        rows[Label.HEAD][Label.INNER] += 2.0
    if look.table_before:  # what stands above a table is its title, whatever follows the table
        rows[Label.INNER] = row
    return rows

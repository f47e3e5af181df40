"""Figures of speed as a Markdown table for a reader, and as a curve for the README."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.speed import Asked, Compared

_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 40, 20, 46
_STYLE = (
    "text{font:12px sans-serif;fill:#57606a}.grid{stroke:#d0d7de}"
    ".p50,.p95{fill:none;stroke:#0969da;stroke-width:2}.p95{stroke-dasharray:5 4}"
    "circle{fill:#0969da}"
)


def markdown(compared: Sequence[Compared], asked: Sequence[Asked]) -> str:
    """Return the tables: ratios with their quartiles, and times and recall by size."""
    lines = [
        "| ours | against | times as fast | quartiles | ours ms | theirs ms | pairs |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for each in compared:
        middle, low, high = each.ratios
        ours_ms, theirs_ms = each.medians_ms
        lines.append(
            f"| {each.what} | {each.baseline} | {middle:.1f} | {low:.1f} to {high:.1f} | "
            f"{ours_ms:.1f} | {theirs_ms:.1f} | {len(each.ours_s)} |"
        )
    lines += [
        "",
        "| passages | p50 ms | p95 ms | p95 / p50 | processor ms | the model ms | "
        "eight at once, against one | start to first answer s | memory MB | recall@10 |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.passages:,} | {one.p50_ms:.1f} | {one.p95_ms:.1f} | "
        f"{one.p95_ms / one.p50_ms:.1f} | {one.processor_ms:.1f} | "
        f"{one.model_ms:.1f} | {one.eight_per_s / one.one_per_s:.2f} | {one.start_s:.1f} | "
        f"{one.memory_bytes / 1e6:.0f} | {one.recall:.3f} |"
        for one in asked
    ]
    return "\n".join(lines) + "\n"


def curve(asked: Sequence[Asked]) -> str:
    """Return an SVG of p50 and p95 by the number of passages, both axes logarithmic."""
    sizes = [one.passages for one in asked]
    decades = _decades(sizes)
    times = _decades([value for one in asked for value in (one.p50_ms, one.p95_ms)])

    def x(passages: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * _share(passages, decades)

    def y(time_ms: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * _share(time_ms, times)

    parts = [_grid(x(10.0**d), _TOP, x(10.0**d), _HEIGHT - _BOTTOM) for d in decades]
    parts += [_grid(_LEFT, y(10.0**d), _WIDTH - _RIGHT, y(10.0**d)) for d in times]
    parts += [_text(x(10.0**d), _HEIGHT - _BOTTOM + 18, f"{10**d:,}", "middle") for d in decades]
    parts += [_text(_LEFT - 8, y(10.0**d) + 4, f"{10.0**d:g}", "end") for d in times]
    parts += [
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, "passages", "middle"),
        _text(_LEFT - 8, _TOP - 6, "ms", "end"),
    ]
    for name, values in (
        ("p50", [one.p50_ms for one in asked]),
        ("p95", [one.p95_ms for one in asked]),
    ):
        points = [(x(size), y(value)) for size, value in zip(sizes, values, strict=True)]
        joined = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline class="{name}" points="{joined}"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in points]
        parts.append(_text(points[-1][0] + 8, points[-1][1] + 4, name, "start"))
    title = "Milliseconds of a question by the number of passages"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{title}"><title>{title}</title><style>{_STYLE}</style>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _decades(values: Sequence[float]) -> list[int]:
    """Return the powers of ten around all values, at least two."""
    low = math.floor(math.log10(min(values)))
    return list(range(low, max(math.ceil(math.log10(max(values))), low + 1) + 1))


def _share(value: float, decades: Sequence[int]) -> float:
    return (math.log10(value) - decades[0]) / (decades[-1] - decades[0])


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'

"""Plots as inline SVG: no script and no colours of their own, so that a page's style rules them.

Values are shares from 0 to 1 unless a name says otherwise; every plot has a text for those who
cannot see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 440
_LABEL, _RIGHT, _ROW = 148, 78, 26
_SQUARE, _MARGIN = 300, 54


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the base to `value`, with an interval; `note` stands at its right."""

    label: str
    value: float
    low: float
    high: float
    note: str


def bars(title: str, given: Sequence[Bar], *, low: float = 0.0, high: float = 1.0) -> str:
    """Return horizontal bars on a scale from `low` to `high`, the base at 0."""
    span = WIDTH - _LABEL - _RIGHT
    height = _ROW * len(given) + 26

    def x(value: float) -> float:
        return _LABEL + span * (min(max(value, low), high) - low) / (high - low)

    parts = [_grid(x(tick), height - 22, f"{tick:g}") for tick in _ticks(low, high)]
    for i, bar in enumerate(given):
        middle, beside = i * _ROW + _ROW / 2, WIDTH - _RIGHT + 8
        left, right = sorted((x(0.0), x(bar.value)))
        parts += [
            f'<text class="label" x="{_LABEL - 8}" y="{middle + 4}">{escape(bar.label)}</text>',
            _rect("bar", left, middle - 8, right - left, 16),
            _line("whisker", x(bar.low), middle, x(bar.high), middle),
            f'<text class="note" x="{beside}" y="{middle + 4}">{escape(bar.note)}</text>',
        ]
    return _svg(title, WIDTH, height, parts)


def columns(title: str, given: Sequence[tuple[str, int]]) -> str:
    """Return upright bars of counts, each with its label below and its count above."""
    height, base = 190, 160
    step = (WIDTH - 20) / max(len(given), 1)
    most = max((count for _, count in given), default=0) or 1
    parts = [_line("axis", 10, base, WIDTH - 10, base)]
    for i, (label, count) in enumerate(given):
        tall = (base - 24) * count / most
        middle = 10 + step * (i + 0.5)
        parts += [
            _rect("bar", middle - step * 0.38, base - tall, step * 0.76, tall),
            f'<text class="tick" x="{middle:.1f}" y="{base + 16}">{escape(label)}</text>',
        ]
        if count:
            parts.append(
                f'<text class="tick" x="{middle:.1f}" y="{base - tall - 5:.1f}">{count}</text>'
            )
    return _svg(title, WIDTH, height, parts)


def steps(title: str, points: Iterable[tuple[float, float]], across: str, up: str) -> str:
    """Return a line of steps through (x, y): each y holds since the x before."""
    path, before = [], None
    for across_value, up_value in points:
        if before is None:
            path.append(f"M{_px(0)} {_py(up_value)}")
        path += [f"V{_py(up_value)}", f"H{_px(across_value)}"]
        before = up_value
    line = f'<path class="line" d="{" ".join(path)}"/>' if path else ""
    return _svg(title, _SQUARE, _SQUARE, [*_square(across, up), line])


def dots(title: str, points: Sequence[tuple[float, float, int]], across: str, up: str) -> str:
    """Return a dot for each (x, y, count), its area growing with the count, and the diagonal."""
    most = max((count for *_, count in points), default=1)
    parts = [*_square(across, up), _line("diagonal", _px(0), _py(0), _px(1), _py(1))]
    for x, y, count in points:
        radius = 3 + 9 * (count / most) ** 0.5
        parts.append(
            f'<circle class="dot" cx="{_px(x)}" cy="{_py(y)}" r="{radius:.1f}">'
            f"<title>{x:.2f} → {y:.2f} (n = {count})</title></circle>"
        )
    return _svg(title, _SQUARE, _SQUARE, parts)


def _square(across: str, up: str) -> list[str]:
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [
            _line("grid", _px(tick), _py(0), _px(tick), _py(1)),
            _line("grid", _px(0), _py(tick), _px(1), _py(tick)),
            f'<text class="tick" x="{_px(tick)}" y="{_py(0) + 15}">{tick:g}</text>',
            f'<text class="label" x="{_px(0) - 6}" y="{_py(tick) + 4}">{tick:g}</text>',
        ]
    middle = (_px(0) + _px(1)) / 2
    return [
        *parts,
        f'<text class="tick" x="{middle}" y="{_SQUARE - 12}">{escape(across)}</text>',
        f'<text class="tick" x="{-middle}" y="14" transform="rotate(-90)">{escape(up)}</text>',
    ]


def _px(value: float) -> float:
    return round(_MARGIN + (_SQUARE - _MARGIN - 10) * value, 1)


def _py(value: float) -> float:
    return round(_SQUARE - _MARGIN - (_SQUARE - _MARGIN - 10) * value, 1)


def _grid(x: float, bottom: float, label: str) -> str:
    text = f'<text class="tick" x="{x:.1f}" y="{bottom + 16:.1f}">{label}</text>'
    return _line("grid", x, 0, x, bottom) + text


def _ticks(low: float, high: float) -> list[float]:
    return [round(low + (high - low) * i / 4, 3) for i in range(5)]


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}" rx="2"/>'
    )


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _svg(title: str, width: int, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height:.0f}" role="img" aria-label="{escape(title)}" '
        f'style="max-width: {width}px"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )

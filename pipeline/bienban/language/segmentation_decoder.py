"""Giải mã tách từ (decoding): which units of a text continue the word before them.

Weights of windows of two and three units are sparse, so they are added to a running list of scores where a window is
known; the rest is one sum for each unit. The best labelling comes from Viterbi's algorithm over the difference of the
two labels' scores.
"""

from __future__ import annotations

from collections.abc import Sequence

from bienban.language.segmentation_weights import Unit, Vector, Weights


def decode(units: Sequence[Unit], weights: Weights) -> list[bool]:
    """Nhãn của từng đơn vị: True where the unit continues the word begun before it. Linear in ``units``."""
    return _viterbi(_scores(units, weights), weights) if units else []


def _scores(units: Sequence[Unit], weights: Weights) -> list[float]:
    """How much speaks for "continues" against "begins", for each unit."""
    count = len(units)
    before2, before1, here, after1, after2, written, folded, title = zip(*units, strict=True)
    base, edges = weights.base, weights.edges
    scores = [
        base + a + b + c + d + e
        for a, b, c, d, e in zip((0.0, 0.0, *before2), (0.0, *before1), here, (*after1[1:], 0.0), (*after2[2:], 0.0, 0.0), strict=False)
    ]
    scores[0] += edges.first
    scores[-1] += edges.last
    if count > 1:
        scores[1] += edges.second
        scores[-2] += edges.last_but_one
        scores[-1] += edges.last_of_several
        # Windows that reach past an edge write into these two, by positive or negative index, and are forgotten.
        scores += (0.0, 0.0)
        _add_windows(scores, written, folded, weights)
        _add_titles(scores, title, weights)
        del scores[count:]
    return scores


def _add_windows(scores: list[float], written: Sequence[str], folded: Sequence[str], weights: Weights) -> None:
    """Add the weights of every two and three units in a row."""
    two, two_folded, two_written = weights.two_plain.get, weights.two_folded.get, weights.two_written.get
    three, three_folded, three_written = weights.three_plain.get, weights.three_folded.get, weights.three_written.get
    as_written, as_folded = written[0], folded[0]
    pair = pair_folded = ""
    known = False  # whether the pair before may begin a triple: the tables hold the first two units of every triple
    for index in range(1, len(written)):
        next_written, next_folded = written[index], folded[index]
        if known:
            if pair is pair_folded and next_written is next_folded:
                _add_three(scores, index, three(f"{pair} {next_written}"))
            else:
                _add_three(scores, index, three_folded(f"{pair_folded} {next_folded}"))
                _add_three(scores, index, three_written(f"{pair} {next_written}"))
        pair = f"{as_written} {next_written}"
        if as_written is as_folded and next_written is next_folded:
            pair_folded = pair
            if known := (vector := two(pair)) is not None:
                scores[index + 1] += vector[0]
                scores[index] += vector[1]
                scores[index - 1] += vector[2]
                scores[index - 2] += vector[3]
        else:
            pair_folded = f"{as_folded} {next_folded}"
            known = _add_two(scores, index, two_folded(pair_folded)) | _add_two(scores, index, two_written(pair))
        as_written, as_folded = next_written, next_folded


def _add_two(scores: list[float], index: int, vector: Vector | None) -> bool:
    """Add a pair that ends at ``index`` to the four units whose windows see it; False where there is nothing to add."""
    if vector is None:
        return False
    scores[index + 1] += vector[0]
    scores[index] += vector[1]
    scores[index - 1] += vector[2]
    scores[index - 2] += vector[3]
    return True


def _add_three(scores: list[float], index: int, vector: Vector | None) -> None:
    """Add a triple that ends at ``index`` to its three units."""
    if vector is not None:
        scores[index] += vector[0]
        scores[index - 1] += vector[1]
        scores[index - 2] += vector[2]


def _add_titles(scores: list[float], title: Sequence[bool], weights: Weights) -> None:
    """Add what runs of capitalised units (numbers and marks count as such) say."""
    for index, (this, after, later) in enumerate(zip(title, title[1:], (*title[2:], False), strict=False)):
        if this and after:
            scores[index] += weights.title_two
            if later:
                scores[index] += weights.title_three


def _viterbi(scores: list[float], weights: Weights) -> list[bool]:
    """The best labels; a tie goes to the label that begins a word, as in the reference decoder."""
    begin_begin, begin_inside, inside_begin, inside_inside = weights.transition
    lead = scores[0]  # score of the best labelling that ends inside a word, over that of the best that begins one
    came: list[tuple[bool, bool]] = []
    for score in scores[1:]:
        from_begin, from_inside = lead + inside_begin, lead + inside_inside
        to_begin = from_begin > begin_begin
        to_inside = from_inside > begin_inside
        lead = (from_inside if to_inside else begin_inside) - (from_begin if to_begin else begin_begin) + score
        came.append((to_begin, to_inside))
    inside = lead > 0.0
    labels = [inside]
    for choice in reversed(came):
        inside = choice[inside]
        labels.append(inside)
    labels.reverse()
    return labels

"""Các thiết kế (designs) for the decision on clauses, all learned from the same examples: the shipped one and those that lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, Self

from bienban.model.chain import Chain
from bienban.model.policy import LABELS
from bienban.training.config import ClauseSettings, TrainingConfig
from bienban.training.examples import Example
from bienban.training.fit import blind, chain_of, fit_chain, matrix_of, shared_features

_NGRAM, _REACH = 4, 80


class Design(Protocol):
    """Thiết kế (design): fitted on examples, it gives the probability of each label of each clause."""

    def fit(self, examples: Sequence[Example]) -> Self: ...

    def chances(self, example: Example, *, told: bool) -> list[list[float]]: ...


Add = Callable[[Example], list[list[str]]]
"""More features for every clause of a report."""


class ChainDesign:
    """Chuỗi tuyến tính (linear-chain CRF), with more features if ``add`` gives them."""

    def __init__(self, settings: ClauseSettings, add: Add | None = None) -> None:
        self.settings = settings
        self.add = add
        self.chain: Chain | None = None

    def fit(self, examples: Sequence[Example]) -> Self:
        self.chain = chain_of(fit_chain([self._with(example) for example in examples], self.settings))
        return self

    def chances(self, example: Example, *, told: bool) -> list[list[float]]:
        if self.chain is None:
            raise ValueError("not fitted")
        rows = self._with(example).rows
        return self.chain.marginals(rows if told else [blind(row) for row in rows])

    def _with(self, example: Example) -> Example:
        if self.add is None:
            return example
        rows = [row + more for row, more in zip(example.rows, self.add(example), strict=True)]
        return Example(example.gold, example.analysis, rows, example.labels, example.items, example.people)


class FlatDesign:
    """Từng vế một (each clause by itself): logistic regression or gradient boosting over the same features."""

    def __init__(self, settings: ClauseSettings, make: Callable[[], Any], *, columns: int | None = None) -> None:
        self.settings = settings
        self.make = make
        self.columns = columns
        self.names: list[str] = []
        self.model: Any = None

    def fit(self, examples: Sequence[Example]) -> Self:
        shared = shared_features(examples, self.settings)
        rows = [row for e in examples for row in e.rows]
        if self.columns is not None:
            from collections import Counter

            common = Counter(name for row in rows for name in row if name in shared).most_common(self.columns)
            shared = frozenset(name for name, _ in common)
        self.names = sorted(shared)
        copies = [*rows, *(blind(row) for row in rows)]
        labels = [LABELS.index(label) for e in examples for label in e.labels] * 2
        self.model = self.make().fit(self._matrix(copies), labels)
        return self

    def chances(self, example: Example, *, told: bool) -> list[list[float]]:
        rows = example.rows if told else [blind(row) for row in example.rows]
        found = [[0.0] * len(LABELS) for _ in rows]
        for row, values in zip(found, self.model.predict_proba(self._matrix(rows)), strict=True):
            for label, value in zip(self.model.classes_, values, strict=True):
                row[label] = float(value)
        return found

    def _matrix(self, rows: Sequence[Sequence[str]]) -> Any:
        matrix, _ = matrix_of(rows, self.names)
        return matrix.toarray() if self.columns is not None else matrix


class TextDesign:
    """Phân loại văn bản của spaCy (spaCy text classifier) over the words of the clause, section and rule verdict as words."""

    def __init__(self, seed: int, architecture: str, rounds: int) -> None:
        self.seed = seed
        self.architecture = architecture
        self.rounds = rounds
        self.nlp: Any = None

    def fit(self, examples: Sequence[Example]) -> Self:
        import random

        import spacy
        from spacy.training import Example as Pair
        from thinc.util import fix_random_seed

        fix_random_seed(self.seed)
        self.nlp = spacy.blank("xx")
        classifier = self.nlp.add_pipe("textcat", config={"model": self._architecture()})
        for label in LABELS:
            classifier.add_label(label)
        pairs = [
            Pair.from_dict(self.nlp.make_doc(text), {"cats": {name: float(name == label) for name in LABELS}})
            for e in examples for told in (True, False) for text, label in zip(_words(e, told=told), e.labels, strict=True)
        ]  # fmt: skip
        optimizer = self.nlp.initialize(lambda: pairs[:200])
        order = random.Random(self.seed)
        for _ in range(self.rounds):
            order.shuffle(pairs)
            for begin in range(0, len(pairs), 128):
                self.nlp.update(pairs[begin : begin + 128], sgd=optimizer, drop=0.2)
        return self

    def chances(self, example: Example, *, told: bool) -> list[list[float]]:
        return [[doc.cats[label] for label in LABELS] for doc in self.nlp.pipe(_words(example, told=told))]

    def _architecture(self) -> dict[str, Any]:
        if self.architecture == "bow":
            return {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "ngram_size": 2, "no_output_layer": False, "length": 65536}
        return {
            "@architectures": "spacy.TextCatCNN.v2", "exclusive_classes": True,
            "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 64, "depth": 2, "embed_size": 2000,
                        "window_size": 1, "maxout_pieces": 2, "subword_features": True},
        }  # fmt: skip


def _words(example: Example, *, told: bool) -> list[str]:
    """The clause as text, its section, the kinds of the acts around it and, if told, the rules' verdict before its words."""
    texts = []
    for item, row in zip(example.analysis.heard, example.rows, strict=True):
        kept = [name for name in row if name.startswith(("sec=", "a=", "-a=", "+a=", "v=", "R.act=", "R.gov="))]
        signs = " ".join(name.replace("=", "_") for name in kept if told or not name.startswith("R."))
        texts.append(f"{signs} {example.analysis.folded[item.start : item.end][:300]}")
    return texts


def character_ngrams(example: Example) -> list[list[str]]:
    """Chuỗi ký tự (character n-grams) of the front of each clause."""
    folded = example.analysis.folded
    fronts = (folded[item.start : min(item.end, item.start + _REACH)] for item in example.analysis.heard)
    return [[f"c={front[i : i + _NGRAM]}" for i in range(max(0, len(front) - _NGRAM + 1))] for front in fronts]


def segmented_words(example: Example) -> list[list[str]]:
    """Từ ghép (words) of the front of each clause, by the segmenter."""
    from bienban.language.segmenter import Segmenter

    segmenter = Segmenter.load()
    surface = example.analysis.surface
    rows = []
    for item in example.analysis.heard:
        front = surface[item.start : min(item.end, item.start + 2 * _REACH)]
        rows.append([f"s={front[start:end].lower()}" for start, end in segmenter.words(front) if " " in front[start:end]])
    return rows


def _logistic() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.5, max_iter=400)


def _boosting() -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_iter=60, learning_rate=0.15, max_leaf_nodes=15, random_state=0)


DESIGNS: Mapping[str, Callable[[TrainingConfig], Design]] = {
    "linear-chain CRF (shipped)": lambda config: ChainDesign(config.clauses),
    "logistic regression, clause by clause": lambda config: FlatDesign(config.clauses, _logistic),
    "gradient boosting, 300 features": lambda config: FlatDesign(config.clauses, _boosting, columns=300),
    "spaCy textcat, bag of words": lambda config: TextDesign(config.seed, "bow", 8),
    "spaCy textcat, hash embeddings and CNN": lambda config: TextDesign(config.seed, "cnn", 6),
    "CRF without the blind copy": lambda config: ChainDesign(config.clauses.model_copy(update={"blind_copy": False})),
    "CRF, every feature of every author": lambda config: ChainDesign(config.clauses.model_copy(update={"least_authors": 1, "least_reports": 1})),
    "CRF and character 4-grams": lambda config: ChainDesign(config.clauses, character_ngrams),
    "CRF and segmented words": lambda config: ChainDesign(config.clauses, segmented_words),
}
"""By the name they have in the table."""

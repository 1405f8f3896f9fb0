"""Which spaCy model reads a language, and a paragraph's text made into a parsed Doc."""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING, TypeVar

import spacy
from spacy.language import Language as Pipeline

from ..collection import without_collection
from ..errors import ModelMissingError
from .languages import Language, load_language
from .quick_embedding import with_quick_embedding
from .quick_patterns import quick_patterns
from .quick_rules import with_quick_rules
from .repairs import COMPONENT, repair, with_repairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from spacy.tokens import Doc

    Models = Mapping[str, str | Pipeline]
    """By language code: a package's name, the folder of a saved pipeline, or a loaded pipeline."""

T = TypeVar("T")

FACTORY = "communique"
"""What our own component is called in people's pipelines (`nlp.add_pipe("communique")`)."""

BATCH_SIZE = 64
"""Paragraphs handed to the model at once; beyond this the speed no longer grows (bare spaCy, 2 cores)."""


MAX_BATCH = 40_000
"""Characters handed to a model at once: its numbers for a hundred thousand take half a gigabyte."""


@functools.cache
def load_model(package: str) -> Pipeline:
    """Return the spaCy pipeline of an installed package (or a path to a saved one), loaded once a process."""
    with quick_patterns(), without_collection():
        return with_quick_embedding(with_quick_rules(spacy.load(package)))


def choose_package(language: Language, models: Mapping[str, str]) -> str:
    """Return the model for a language: the one asked for in `models`, else the first installed default.

    Raises ModelMissingError with the command that installs it.
    """
    wanted = models.get(language.code)
    candidates = (wanted,) if wanted else language.packages
    for package in candidates:
        if wanted and spacy.util.ensure_path(package).exists():
            return package
        module = package.replace("-", "_")
        if module.isidentifier() and importlib.util.find_spec(module) is not None:
            return module
    name = wanted or language.install
    raise ModelMissingError(f"No {language.name} model: {name} is not installed. Try: pip install {name}")


def load_pipeline(code: str, models: Models | None = None) -> Pipeline:
    """Return the pipeline that parses the language with this code: the one given in `models`, or a package's.

    Raises ModelMissingError as `choose_package`, and for a given pipeline that does not parse.
    """
    language = load_language(code)
    given = (models or {}).get(code)
    if isinstance(given, Pipeline):
        missing = missing_annotations(given)
        if missing:
            raise ModelMissingError(
                f"The pipeline given for {language.name} sets no {', '.join(missing)} on its documents. "
                f"Load one that does, such as {language.packages[0]}, with all of its components."
            )
        return given
    pipeline = load_model(choose_package(language, {code: given} if given else {}))
    return with_repairs(pipeline) if code == "fr" else pipeline


NEEDED = ("DEP", "POS", "LEMMA")
"""What the rules read: grammar, parts of speech and dictionary forms (spaCy's names of annotations)."""


def missing_annotations(pipeline: Pipeline) -> tuple[str, ...]:
    """Return what the rules need and a pipeline does not set, by reading one sentence, once for its parts."""
    return _missing(pipeline, tuple(components_before_ours(pipeline)))


@functools.lru_cache(maxsize=16)
def _missing(pipeline: Pipeline, parts: tuple[str, ...]) -> tuple[str, ...]:
    if not parts:
        return NEEDED
    [doc] = parse_paragraphs(pipeline, ["Paris accuse Berlin."])
    return tuple(name for name in NEEDED if not doc.has_annotation(name))


def components_before_ours(pipeline: Pipeline) -> list[str]:
    """Return the names of the components that run before Communiqué's own; all where it is not among them."""
    names = pipeline.pipe_names
    ours = (i for i, name in enumerate(names) if pipeline.get_pipe_meta(name).factory == FACTORY)
    return names[: next(ours, len(names))]


def parse_paragraphs(
    pipeline: Pipeline, texts: Iterable[str | Doc], without: tuple[str, ...] = ()
) -> Iterator[Doc]:
    """Return one parsed Doc a text, in order; `without` names components that need not run. A Doc given in
    place of a text holds its words.

    French is repaired, see `repairs`, whether the pipeline has that component or not.
    """
    needed = {name for name in components_before_ours(pipeline) if name not in without}
    skipped = [name for name in pipeline.pipe_names if name not in needed]
    docs = (
        doc
        for batch in grouped(texts, _characters, MAX_BATCH)
        for doc in pipeline.pipe(batch, batch_size=BATCH_SIZE, disable=skipped)
    )
    return map(repair, docs) if pipeline.lang == "fr" and COMPONENT not in pipeline.pipe_names else docs


def _characters(text: str | Doc) -> int:
    if isinstance(text, str):
        return len(text)
    return text[-1].idx + len(text[-1]) if len(text) else 0  # a Doc puts its text together at each look


def grouped(items: Iterable[T], size_of: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """Yield the items in order in lists that are together no larger than a limit, or hold one item.

    >>> list(grouped(["a", "bb", "ccccc", "d"], len, 3))
    [['a', 'bb'], ['ccccc'], ['d']]
    """
    group, size = list[T](), 0
    for item in items:
        if group and size + size_of(item) > limit:
            yield group
            group, size = [], 0
        group.append(item)
        size += size_of(item)
    if group:
        yield group

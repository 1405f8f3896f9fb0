"""Which spaCy model reads a language, and a paragraph's text made into a parsed Doc."""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING

import spacy

from ..errors import ModelMissingError
from .languages import Language, load_language
from .repairs import with_repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

BATCH_SIZE = 64
"""Paragraphs handed to the model at once; beyond this the speed no longer grows (bare spaCy, 2 cores)."""


@functools.cache
def load_model(package: str) -> Pipeline:
    """Return the spaCy pipeline of an installed package (or a path to a saved one), loaded once a process."""
    return spacy.load(package)


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


def load_pipeline(code: str, models: Mapping[str, str] | None = None) -> Pipeline:
    """Return the pipeline that parses the language with this code; see `choose_package` for what it
    raises.
    """
    pipeline = load_model(choose_package(load_language(code), models or {}))
    return with_repairs(pipeline) if code == "fr" else pipeline


def parse_paragraphs(
    pipeline: Pipeline, texts: Iterable[str], without: tuple[str, ...] = ()
) -> Iterator[Doc]:
    """Return one parsed Doc a text, in order; `without` names components that need not run."""
    skipped = [name for name in without if name in pipeline.pipe_names]
    return pipeline.pipe(texts, batch_size=BATCH_SIZE, disable=skipped)

"""What `import communique` offers: that it costs nothing until it is asked for, and that its examples run."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import communique
from communique import StatementGraph

if TYPE_CHECKING:
    from pathlib import Path

NAMES = communique.__all__
PARTS = [
    name
    for name, part in vars(StatementGraph).items()
    if not name.startswith("_") and getattr(part, "__doc__", None) and name not in ("extraction", "merged")
]
EXAMPLES = [(name, getattr(communique, name)) for name in NAMES]
EXAMPLES += [(f"StatementGraph.{name}", inspect.getattr_static(StatementGraph, name)) for name in PARTS]
EXAMPLES += [("the component", import_module("communique.spacy_component"))]


def test_at_most_a_dozen_names() -> None:
    assert len(NAMES) == len(set(NAMES)) <= 12
    assert sorted(NAMES) == NAMES


def test_every_name_is_there_and_offered() -> None:
    for name in NAMES:
        assert getattr(communique, name) is not None
        assert name in dir(communique)
    assert {"statements", "network", "positions", "dataset", "query", "timeline", "show"} <= {*PARTS}


def test_only_what_is_named_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'find_everything'"):
        _ = communique.find_everything


def test_the_import_alone_loads_no_parser() -> None:
    told = "import sys, communique; print({'spacy', 'pandas', 'rdflib'} & {*sys.modules})"
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


@pytest.mark.parametrize(("name", "thing"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_public_name_has_an_example_that_runs(
    name: str,
    thing: object,
    built: Path,
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "output").symlink_to(built)
    (tmp_path / "seeds").symlink_to(seeds)
    monkeypatch.chdir(tmp_path)
    text = inspect.getdoc(thing) or ""
    # one docstring: what a class or module holds has examples of its own
    example = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    assert example.examples, f"{name} has no example"
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=told.append)
    assert not told, "".join(told)

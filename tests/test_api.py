"""What `import communique` offers, and that it costs nothing until it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import communique


def test_attributions_are_public() -> None:
    text = "The deal is dead, the minister said."
    (relation,) = communique.find_attributions(text, "en")
    assert isinstance(relation, communique.AttributionRelation)
    assert relation.source is not None and text[slice(*relation.source)] == "the minister"


def test_only_what_is_named_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'find_everything'"):
        _ = communique.find_everything


def test_the_import_alone_loads_no_parser() -> None:
    told = "import sys, communique; print('spacy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"

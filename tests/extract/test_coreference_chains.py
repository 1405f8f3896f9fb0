"""The bridge to a model's own coreference component: asked where our rules are silent, and never needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from spacy.tokens import Doc, Token

from communique.extract.coreference import resolve
from communique.extract.coreference_chains import antecedents_in_chains, has_chains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Parse, Read

TEXT = "Julie Bishop met Boris Johnson. It was late."


class Chains:
    """What coreferee puts into `doc._.coref_chains`, as far as it is asked: pronoun -> what it stands for."""

    def __init__(self, resolved: dict[int, list[int]]) -> None:
        self.resolved = resolved

    def resolve(self, token: Token) -> list[Token] | None:
        found = self.resolved.get(token.i)
        return [token.doc[i] for i in found] if found is not None else None


@pytest.fixture
def extensions() -> Iterator[None]:
    """Register what coreferee registers, and take it away again."""
    for kind in (Doc, Token):
        kind.set_extension("coref_chains", default=None, force=True)
    yield
    for kind in (Doc, Token):
        kind.remove_extension("coref_chains")


def test_without_the_component_nothing_is_found(parse: Parse) -> None:
    doc = parse("en", TEXT)
    assert not has_chains(doc)
    assert antecedents_in_chains(doc[6]) == ()


@pytest.mark.usefixtures("extensions")
def test_a_document_that_it_has_not_read_has_no_chains(parse: Parse) -> None:
    doc = parse("en", TEXT)
    assert not has_chains(doc)
    assert antecedents_in_chains(doc[6]) == ()


@pytest.mark.usefixtures("extensions")
@pytest.mark.parametrize(
    ("resolved", "heads"),
    [({6: [4]}, ["Johnson"]), ({6: [1, 4]}, ["Bishop", "Johnson"]), ({6: [6]}, []), ({}, [])],
)
def test_what_the_chains_say(parse: Parse, resolved: dict[int, list[int]], heads: list[str]) -> None:
    doc = parse("en", TEXT)
    doc._.coref_chains = Chains(resolved)
    assert [token.text for token in antecedents_in_chains(doc[6])] == heads


@pytest.mark.usefixtures("extensions")
@pytest.mark.parametrize("value", [["no chains"], "text", 3])
def test_another_extension_of_that_name_is_let_alone(parse: Parse, value: object) -> None:
    doc = parse("en", TEXT)
    doc._.coref_chains = value
    assert antecedents_in_chains(doc[6]) == ()


# what the chains say of "It" or "She", whom it stands for then
DECIDED: list[tuple[str, dict[int, list[int]], str | None]] = [
    ("Julie Bishop met Boris Johnson. It was late.", {}, None),
    ("Julie Bishop met Boris Johnson. It was late.", {6: [4]}, "boris-johnson"),
    ("Julie Bishop met Boris Johnson. It was late.", {6: [1, 4]}, None),
    ("Julie Bishop met Boris Johnson. She was late.", {6: [4]}, "julie-bishop"),
]


@pytest.mark.usefixtures("extensions")
@pytest.mark.parametrize(("text", "resolved", "actor"), DECIDED)
def test_only_what_our_rules_leave_open(
    read: Read, text: str, resolved: dict[int, list[int]], actor: str | None
) -> None:
    discourse = read("en", text, "2016-10-12")
    paragraph = discourse.paragraphs[0]
    paragraph.doc._.coref_chains = Chains(resolved)
    found = resolve(paragraph.doc[6], paragraph, discourse)
    assert (found.id if found is not None else None) == actor


@pytest.mark.usefixtures("extensions")
def test_the_real_chains_of_coreferee(parse: Parse) -> None:
    data: Any = pytest.importorskip("coreferee.data_model", reason="coreferee is not installed")
    doc = parse("en", TEXT)
    name, pronoun = data.Mention(doc[4]), data.Mention(doc[6])
    chain = data.Chain([name, pronoun], 0)
    for token in doc:
        token._.coref_chains = data.ChainHolder()
    holder = data.ChainHolder()
    holder.chains.append(chain)
    doc._.coref_chains = holder
    for mention in chain:
        doc[mention.root_index]._.coref_chains.chains.append(chain)
    assert [token.text for token in antecedents_in_chains(doc[6])] == ["Johnson"]
    assert antecedents_in_chains(doc[0]) == ()

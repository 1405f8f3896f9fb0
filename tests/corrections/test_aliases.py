"""Further names of actors: known while articles are read, joined with users' own actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.corrections.aliases import tally_aliases, with_aliases
from communique.errors import KnowledgeError
from communique.extract.statements import extract_article
from communique.knowledge.actors import load_actors, using_user_actors
from communique.knowledge.user_actors import read_user_actors
from communique.model import ActorKind, Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from communique.corrections.records import Corrections

    Read = Callable[[str], Corrections]

HOTEL = '[[alias]]\nname = "the Quai Hotel"\nactor = "France"\n'


def test_an_alias_is_known_while_an_article_is_read(read: Read) -> None:
    article = Article(id="a", language="en", text="The Quai Hotel accused Russia of lying about Syria.")
    corrections = read(HOTEL)
    joined = with_aliases(None, corrections)
    assert [each.speaker_id for each in extract_article(article, actors=joined)] == ["france"]
    with using_user_actors(joined):
        [outcome] = tally_aliases(corrections, [article.text, "no such thing"])
    assert (outcome.hits, outcome.changed, outcome.why) == (1, 1, None)


def test_aliases_join_users_own_actors(read: Read, tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("name\tkind\nFreedonia\tstate\n", "utf-8")
    mine = read_user_actors([table])
    joined = with_aliases(mine, read('[[alias]]\nname = "Land of Firefly"\nactor = "Freedonia"\n'))
    assert joined is not None
    assert joined.names["land of firefly"].actor_id == "freedonia"
    assert set(joined.names) == {*mine.names, "land of firefly"}
    assert joined != mine
    other = with_aliases(mine, read('[[alias]]\nname = "Land of Firefly"\nactor = "France"\n'))
    alone = with_aliases(None, read('[[alias]]\nname = "Land of Firefly"\nactor = "France"\n'))
    assert other is not None
    assert alone is not None
    assert len({mine.digest, joined.digest, other.digest, alone.digest}) == 4
    assert with_aliases(mine, None) is mine
    assert with_aliases(mine, read("")) is mine


def test_an_alias_of_somebody_new_tells_what_he_is(read: Read) -> None:
    text = '[[alias]]\nname = "the Ice Man"\nactor = "Kofi Boateng"\n'
    with pytest.raises(KnowledgeError, match="'Kofi Boateng' is not known; tell what it is, as in kind"):
        with_aliases(None, read(text))
    joined = with_aliases(None, read(text + 'kind = "person"\nrepresents = "Ghana"\n'))
    with using_user_actors(joined):
        actor = load_actors()["kofi-boateng"]
    assert (actor.kind, actor.represents) == (ActorKind.PERSON, "ghana")
    assert joined is not None
    assert {"ice man", "kofi boateng"} == set(joined.names)


@pytest.mark.parametrize(
    ("name", "actor", "why"),
    [
        ("Moscow", "France", "'Moscow' is known already, as russia (capital)"),
        ("French Republic", "Russia", "'French Republic' is known already, as france"),
        ("Nowhere Hall", "France", "no article holds the name"),
    ],
)
def test_what_cannot_be_taken_in_is_told(name: str, actor: str, why: str, read: Read) -> None:
    corrections = read(f"[[alias]]\nname = '{name}'\nactor = '{actor}'\n")
    joined = with_aliases(None, corrections)
    assert joined is not None
    assert set(joined.names) == ({"nowhere hall"} if name == "Nowhere Hall" else set())
    with using_user_actors(joined):
        [outcome] = tally_aliases(corrections, ["Moscow, and the French Republic."])
    assert not outcome.is_used
    assert outcome.why == why


def test_a_name_is_held_whatever_its_accents_and_full_stops(read: Read) -> None:
    corrections = read('[[alias]]\nname = "the A.B. Hôtel"\nactor = "France"\n')
    with using_user_actors(with_aliases(None, corrections)):
        [outcome] = tally_aliases(corrections, ["the A.B. hotel", "AB Hôtel", "the A.B. house"])
    assert outcome.hits == 2


def test_the_first_of_two_who_get_one_alias_has_it(read: Read) -> None:
    corrections = read(HOTEL + HOTEL.replace("France", "Russia"))
    with using_user_actors(with_aliases(None, corrections)):
        first, second = tally_aliases(corrections, ["the  QUAI hotel"])
    assert (first.hits, first.why) == (1, None)
    assert second.why == "'the Quai Hotel' is given to france already"

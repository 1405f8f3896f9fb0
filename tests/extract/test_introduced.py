"""People whom no table knows: what the words at a name tell, other spellings, what a run remembers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from communique.extract.introductions import MOST_LAYERS, Introduction, RunMemory, spelt_otherwise
from communique.extract.runs import extract_statements
from communique.extract.statements import Extracted, extract_article, extract_batch
from communique.knowledge.actors import load_actors
from communique.model import Actor, ActorKind, Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.model import Statement

    from .conftest import Read

# language, the words around the name, for whom its bearer speaks (None: not told)
AT_THE_NAME = [
    ("en", "Ghanaian minister Kofi Boateng criticised Togo.", "ghana"),
    ("en", "Ghana's UN ambassador Kofi Boateng criticised Togo.", "ghana"),
    ("en", "Ghana's ambassador to Togo, Kofi Boateng, criticised Mali.", "ghana"),
    ("en", "Kofi Boateng, Ghana's ambassador to Togo, criticised Mali.", "ghana"),
    ("en", "Kofi Boateng, a spokesman for the African Union, criticised Togo.", "african-union"),
    ("en", "Kofi Boateng, a State Department spokesman, criticised Togo.", "united-states"),
    ("en", "Kofi Boateng, the UN envoy for Togo, criticised Mali.", "united-nations"),
    ("en", "Kofi Boateng, head of the Freedonian Red Cross, criticised Mali.", "freedonian-red-cross"),
    ("en", "Kofi Boateng, who heads Amnesty International, criticised Mali.", "amnesty-international"),
    ("en", "Kofi Boateng, who is Ghana's ambassador, criticised Mali.", "ghana"),
    ("en", "Kofi Boateng, who was Ghana's ambassador, criticised Mali.", None),
    ("en", "Kofi Boateng of Human Rights Watch criticised Togo.", "human-rights-watch"),
    ("en", "Kofi Boateng of Ghana criticised Togo.", None),
    ("en", "The BBC's Kofi Boateng said that Togo was lying.", "bbc"),
    ("en", '"It is a mistake," said analyst Kofi Boateng of Amnesty International.', "amnesty-international"),
    ("en", "Ghanaian analyst Kofi Boateng criticised Togo.", None),
    ("en", "Former Ghanaian minister Kofi Boateng criticised Togo.", None),
    ("en", "Ghanaian opposition leader Kofi Boateng criticised Togo.", None),
    ("en", "He met the Ghanaian minister, Kofi Boateng said.", None),
    ("en", "Boateng criticised Togo. Kofi Boateng is tired. Kofi Boateng, Ghana's envoy, left.", "ghana"),
    ("fr", "Le ministre ghanéen Kofi Boateng a critiqué le Togo.", "ghana"),
    ("fr", "Le ministre ghanéen des Affaires étrangères, Kofi Boateng, a critiqué le Togo.", "ghana"),
    ("fr", "Kofi Boateng, ambassadeur du Ghana au Togo, a critiqué le Mali.", "ghana"),
    ("fr", "L'ambassadeur ghanéen à l'ONU, Kofi Boateng, a critiqué le Mali.", "ghana"),
    ("fr", "Kofi Boateng, porte-parole de l'Union africaine, a critiqué le Togo.", "african-union"),
    ("fr", "Kofi Boateng, l'émissaire de l'ONU pour le Togo, a critiqué le Mali.", "united-nations"),
    ("fr", "Kofi Boateng, qui dirige Amnesty International, a critiqué le Mali.", "amnesty-international"),
    ("fr", "Kofi Boateng, qui était ambassadeur du Ghana, a critiqué le Mali.", None),
    ("fr", "Kofi Boateng, de Human Rights Watch, a critiqué le Togo.", "human-rights-watch"),
    ("fr", "L'analyste ghanéen Kofi Boateng a critiqué le Togo.", None),
    ("fr", "L'ancien ministre ghanéen Kofi Boateng a critiqué le Togo.", None),
    ("fr", "Le chef de l'opposition ghanéenne, Kofi Boateng, a critiqué le Togo.", None),
]


@pytest.mark.parametrize(("language", "text", "represents"), AT_THE_NAME)
def test_whom_an_unknown_person_represents(
    read: Read, language: str, text: str, represents: str | None
) -> None:
    discourse = read(language, text, "2018-05-04")
    assert "kofi-boateng" in discourse.people
    assert discourse.represents.get("kofi-boateng") == represents


# language, text, gender that title or form of address tells
GENDERS = [
    ("en", "Ghanaian spokeswoman Kojo Mensah spoke.", "f"),
    ("en", "Ghanaian spokesman Kojo Mensah spoke.", "m"),
    ("en", "Ghanaian spokesperson Kojo Mensah spoke.", None),
    ("fr", "L'ambassadrice ghanéenne Kojo Mensah a parlé.", "f"),
]


@pytest.mark.parametrize(("language", "text", "gender"), GENDERS)
def test_the_gender_that_a_title_tells(read: Read, language: str, text: str, gender: str | None) -> None:
    assert read(language, text).people["kojo-mensah"].gender == gender


# a name as some writer spells it, the person of our tables (None: somebody else)
SPELLINGS = [
    ("Serguei Lavrov", "sergey-lavrov"),
    ("Sergei Lavrov", "sergey-lavrov"),
    ("Igor Lavrov", None),
    ("Lavrov", None),
    ("Mohamed Javad Zarif", "mohammad-javad-zarif"),
    ("Recep Erdogan", "recep-tayyip-erdogan"),
    ("Jean Marc Ayrault", "jean-marc-ayrault"),
    ("Sergey Ryabkov Smith", None),
]


@pytest.mark.parametrize(("name", "person"), SPELLINGS)
def test_spellings_of_a_known_name(name: str, person: str | None) -> None:
    assert spelt_otherwise(name) == person


def test_the_same_person_in_two_spellings_is_one_actor(read: Read) -> None:
    discourse = read("en", "Serguei Lavrov spoke. Lavrov criticised Poland.", "2018-05-04")
    named = [discourse.resolve_mention(mention) for mention in discourse.paragraphs[0].mentions]
    assert {actor.id for actor in named if actor is not None} == {"sergey-lavrov", "poland"}


GHANA, TOGO = load_actors()["ghana"], load_actors()["togo"]
INTRODUCED = "Ghanaian minister Kofi Boateng criticised Mali."
BARE = "Kofi Boateng criticised Niger."
CONTRADICTED = "Togolese minister Kofi Boateng criticised Mali."


def _run(texts: Iterable[str], memory: RunMemory | None = None) -> list[str | None]:
    """Return whom the only speaker of each article represents, in the order of the run."""
    articles = [
        Article(id=str(number), text=text, language="en", published="2018-05-04")
        for number, text in enumerate(texts)
    ]
    found: list[list[Statement]] = [each for _, each in extract_statements(articles, memory=memory)]
    assert all(len(statements) == 1 for statements in found), found
    return [statements[0].represents_id for statements in found]


# articles of a run, whom the speaker of each represents
RUNS: list[tuple[list[str], list[str | None]]] = [
    ([INTRODUCED, BARE], ["ghana", "ghana"]),
    ([BARE, INTRODUCED], [None, "ghana"]),
    ([INTRODUCED, INTRODUCED, BARE], ["ghana", "ghana", "ghana"]),
    ([INTRODUCED, CONTRADICTED, BARE], ["ghana", "togo", None]),
    ([INTRODUCED, CONTRADICTED, INTRODUCED, BARE], ["ghana", "togo", "ghana", None]),
    ([INTRODUCED, "Yaw Boateng criticised Niger."], ["ghana", None]),
    ([INTRODUCED, BARE, CONTRADICTED, BARE], ["ghana", "ghana", "togo", None]),
]


@pytest.mark.parametrize(("texts", "represented"), RUNS)
def test_a_run_remembers_whom_it_has_met(texts: list[str], represented: list[str | None]) -> None:
    assert _run(texts) == represented


def test_what_was_only_remembered_is_no_evidence() -> None:
    article = Article(id="a", text=BARE, language="en", published="2018-05-04")
    memory = RunMemory().after([Introduction("kofi-boateng", GHANA)])
    [extracted] = extract_batch([article], memory=memory)
    assert isinstance(extracted, Extracted)
    assert extracted.introductions == ()
    assert extracted.remembered == {"kofi-boateng": GHANA}
    assert extracted.statements[0].represents_id == "ghana"
    assert extract_article(article)[0].represents_id is None


def test_a_remembered_body_that_no_table_knows_comes_along() -> None:
    body = Actor(id="freedonian-red-cross", name="Freedonian Red Cross", kind=ActorKind.ORGANISATION)
    memory = RunMemory().after([Introduction("kofi-boateng", body)])
    article = Article(id="a", text=BARE, language="en")
    assert extract_batch([article], memory=memory)[0].statements[0].represents == "Freedonian Red Cross"


def test_the_tables_are_never_overruled() -> None:
    memory = RunMemory().after([Introduction("sergey-lavrov", GHANA)])
    assert _run(["Sergey Lavrov criticised Niger."], memory) == ["russia"]


def test_a_memory_never_changes() -> None:
    empty = RunMemory()
    first = empty.after([Introduction("a", GHANA)])
    assert dict(empty.affiliations) == {}
    assert first.after([Introduction("a", GHANA)]) is first
    both = first.after([Introduction("a", TOGO)])
    assert (first.affiliations["a"], both.affiliations["a"]) == (GHANA, None)
    assert both.after([Introduction("a", GHANA)]).affiliations["a"] is None
    assert isinstance(both.affiliations, MappingProxyType)


def test_a_memory_of_many_articles_is_that_of_all() -> None:
    """Its layers are joined now and then: what is newer is right, and a contradiction is never forgotten."""
    memory, known = RunMemory(), dict[str, Actor | None]()
    for number in range(3 * MOST_LAYERS):
        person = f"person-{number % 50}"
        owner = TOGO if number == 52 else GHANA
        memory = memory.after([Introduction(person, owner), Introduction(f"new-{number}", GHANA)])
        known |= {person: None if person == "person-2" and number >= 52 else GHANA, f"new-{number}": GHANA}
    assert dict(memory.affiliations) == known
    assert len(memory.layers) <= MOST_LAYERS
    about = memory.about(["Person 3, new 7 and NEW-8", "person-2"]).affiliations
    assert sorted(about) == ["new-2", "new-3", "new-7", "new-8", "person-3", "person-7", "person-8"]

"""The comparison of the offices with Phoenix, on a dictionary of a few lines."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from communique.errors import KnowledgeError
from communique.model import Office

COUNTRIES = """# made up
JACQUES_CHIRAC_  # CountryInfo.txt
+PRESIDENT_CHIRAC_
	[FRAELI 500101-740527]
	[FRAGOV 950517-070516]
	[FRAELI]
ARIEL_SHARON_  # CountryInfo.txt
	[ISRGOV 030101-030131]
	[ISRGOV 030301-060414]
NOBODY_KNOWN_	[FRAGOV >120516]
LISTED_MINISTER_	[FRAGOV 040301-060430]
"""
INTERNATIONAL = (
    "KOFI_ANNAN_\t\n+SECRETARY-GENERAL_KOFI_ANNAN\n\t[IGOUNO 970101-061231] \n\t[ELI]# IGOrulers.txt\n"
)
CODES = {"france": "FRA", "israel": "ISR"}


@pytest.fixture(name="bench", scope="module")
def load_bench() -> ModuleType:
    path = Path(__file__).parents[2] / "bench" / "offices_against_phoenix.py"
    spec = spec_from_file_location("offices_against_phoenix", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="folder")
def write_phoenix(tmp_path: Path) -> Path:
    (tmp_path / "Phoenix.Countries.actors.txt").write_text(COUNTRIES, encoding="utf-8")
    (tmp_path / "Phoenix.International.actors.txt").write_text(INTERNATIONAL, encoding="utf-8")
    return tmp_path


def office(person: str, represents: str, start: str | None, end: str | None) -> Office:
    return Office(
        person=person,
        role="head_of_state",
        title="President",
        title_fr=None,
        represents=represents,
        start=start,
        end=end,
        source="public record",
    )


@pytest.mark.parametrize(
    ("key", "held", "outcome"),
    [
        ("jacqueschirac", office("jacques-chirac", "france", "1995-05-17", "2007-05-16"), "same"),
        ("jacqueschirac", office("jacques-chirac", "france", "1995", "2007"), "same"),
        ("jacqueschirac", office("jacques-chirac", "france", "2002-05", "2004"), "inside"),
        ("jacqueschirac", office("jacques-chirac", "france", "2002-05", "2010"), "differs"),
        ("jacqueschirac", office("jacques-chirac", "france", "2009", "2010"), "silent"),
        ("jacqueschirac", office("jacques-chirac", "france", "2015", None), "later"),
        ("jacqueschirac", office("jacques-chirac", "israel", "1995", "2007"), "unknown"),
        ("arielsharon", office("ariel-sharon", "israel", "2001-03-07", "2006-04-14"), "same"),
        ("kofiannan", office("kofi-annan", "united-nations", "1997-01-01", "2006-12-31"), "same"),
    ],
)
def test_compare(bench: ModuleType, folder: Path, key: str, held: Office, outcome: str) -> None:
    spans = [span for entry in bench.read_phoenix(folder) if key in entry.keys for span in entry.spans]
    assert spans
    assert bench.compare(held, spans, CODES) == outcome


def test_who_is_lacking_is_dated_to_the_day(bench: ModuleType, folder: Path) -> None:
    found = list(bench._lacking(bench.read_phoenix(folder), {"jacques-chirac": {"jacqueschirac"}}, CODES))
    assert found == ["france\tnobodyknown\t2012-05-16..9999-12-31"]


def test_sources_are_written(bench: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = (
        office("jacques-chirac", "france", "1995", "2007"),
        office("ariel-sharon", "france", "1995", "2007"),
    )
    monkeypatch.setattr(bench, "load_offices", lambda: held)
    table = folder / "offices.tsv"
    table.write_text("# who\nperson\tsource\njacques-chirac\tpublic record\nariel-sharon\tpublic record\n")
    spans = bench.read_phoenix(folder)[0].spans
    assert bench.write_sources(table, {"jacques-chirac": spans, "ariel-sharon": ()}, CODES) == 1
    assert table.read_text().splitlines()[2:] == [
        "jacques-chirac\tPhoenix.Countries 2014 (CountryInfo)",
        "ariel-sharon\tpublic record",
    ]


def test_a_folder_without_the_files_is_refused(bench: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="give the folder with the Phoenix dictionaries"):
        bench.read_phoenix(tmp_path)

"""Make states.tsv: `python -m communique.knowledge.make_states COUNTRY_CODES.csv > states.tsv`.

For developers; needs Babel (in the `test` extra). COUNTRY_CODES.csv is datasets/country-codes
(public domain), which gives capitals, GeoNames and Wikidata ids. Names are CLDR's, through Babel, unless
state_overrides.tsv says what news writes. demonyms.tsv decides which states there are.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .tables import make_slug, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .tables import Row

_COLUMNS = (
    "id",
    "name",
    "name_fr",
    "aliases_en",
    "aliases_fr",
    "demonyms_en",
    "demonyms_fr",
    "ambiguous_demonyms",
    "capital",
    "capital_fr",
    "capital_aliases",
    "iso2",
    "iso3",
    "wikidata",
    "geonames",
)
_HEADER = """\
# Made by `python -m communique.knowledge.make_states`; do not edit.
# Change demonyms.tsv or state_overrides.tsv instead: demonyms and what news writes come from there.
# Sources: names CLDR through Babel; capital, iso3, wikidata, geonames datasets/country-codes (public domain).
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table to standard output."""
    (codes,) = sys.argv[1:] if arguments is None else arguments
    with Path(codes).open(encoding="utf-8", newline="") as file:
        records = {record["ISO3166-1-Alpha-2"]: record for record in csv.DictReader(file)}
    sys.stdout.write(_HEADER)
    writer = csv.DictWriter(
        sys.stdout, _COLUMNS, dialect="excel-tab", quoting=csv.QUOTE_NONE, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(sorted(_states(records), key=lambda state: state["id"]))


def _states(records: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    overrides = {row.text("iso2"): row for row in read_table("state_overrides.tsv")}
    rows = read_table("demonyms.tsv")
    english = [form for row in rows for form in set(row.several("demonyms_en"))]
    for row in rows:
        iso2 = row.text("iso2")
        state = _from_codes(iso2, records.get(iso2, {})) | _overriding(overrides.get(iso2))
        singular = row.several("demonyms_en")
        ambiguous = [form for form in singular if english.count(form) > 1]
        yield state | {
            "id": make_slug(state["name"]),
            "demonyms_en": "|".join(_english_forms(singular)),
            "demonyms_fr": "|".join(_french_forms(row.several("demonyms_fr"))),
            "ambiguous_demonyms": "|".join(ambiguous),
        }


def _from_codes(iso2: str, record: Mapping[str, str]) -> dict[str, str]:
    from babel import Locale

    name, name_fr = (Locale(code).territories[iso2].replace("’", "'") for code in ("en", "fr"))
    capital = record.get("Capital", "").strip()
    return {
        "name": name.replace(" & ", " and "),
        "name_fr": name_fr,
        "capital": capital,
        "capital_fr": capital,
        "iso2": iso2,
        "iso3": record.get("ISO3166-1-Alpha-3", ""),
        "wikidata": record.get("wikidata_id", "").rpartition("/")[2],
        "geonames": record.get("Geoname ID", ""),
    }


def _overriding(row: Row | None) -> dict[str, str]:
    if row is None:
        return {}
    given = {column: value for column, value in row.cells.items() if value}
    if "capital" in given:
        given.setdefault("capital_fr", given["capital"])
    return given


def _english_forms(singular: Sequence[str]) -> Iterator[str]:
    """Yield the forms with regular plurals.

    >>> list(_english_forms(["Iraqi", "French"]))
    ['Iraqi', 'Iraqis', 'French']
    """
    for form in singular:
        yield form
        regular = (
            form.endswith(("an", "i"))
            and not form.endswith("woman")
            and not form.endswith(("shman", "chman"))
        )
        if regular and form + "s" not in singular:
            yield form + "s"


def _french_forms(singular: Sequence[str]) -> Iterator[str]:
    """Yield the forms with their plurals.

    >>> list(_french_forms(["français", "française"]))
    ['français', 'française', 'françaises']
    """
    for form in singular:
        yield form
    for form in singular:
        if not form.endswith(("s", "x")):
            yield form + "s"


if __name__ == "__main__":
    main()

"""What people hand to the Python API, made into what its functions take; errors say what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .corrections.reading import read_corrections
from .corrections.records import Corrections
from .errors import CommuniqueError, KnowledgeError, ModelMissingError, QueryError
from .extract.metadata import SUPPORTED_LANGUAGES
from .knowledge.user_actors import UserActors, read_user_actors
from .query_arguments import read_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .extract.parsing import Models
    from .graph.questions import Question

    ActorSource = UserActors | Path | str | Iterable[Path | str]
    """Users' own actors: read already, or the files that hold them."""

ADVICE = "ids are the index of .statements"


def id_of(statement: object) -> str:
    """Return the id that is meant by an id, an address in the RDF, or a row of `.statements`."""
    from .graph.vocabulary import local_name  # brings rdflib, which extraction does without

    for attribute in ("Index", "name"):  # of itertuples() and of iloc[]
        if not isinstance(statement, str) and isinstance(found := getattr(statement, attribute, None), str):
            return found
    if not isinstance(statement, str):
        raise QueryError(f"{_told(statement)} names no statement; {ADVICE}")
    return local_name(statement)


def ids_of(chosen: object, ids: Sequence[str]) -> set[str]:
    """Return which of some ids a mask, a list of ids or addresses, or one of these chooses.

    Raises QueryError for an unknown id, and for a mask that is not of these statements.
    """
    import pandas as pd  # slow to import

    if isinstance(chosen, str):
        chosen = [chosen]
    if isinstance(chosen, pd.DataFrame):
        chosen = chosen.index
    if callable(chosen) or not isinstance(chosen, Iterable):
        raise QueryError(f"{_told(chosen)} chooses no statements; give a mask, or ids: {ADVICE}")
    values = list(chosen)
    if values and all(pd.api.types.is_bool(each) for each in values):
        if len(values) != len(ids) or (isinstance(chosen, pd.Series) and list(chosen.index) != [*ids]):
            raise QueryError(f"the mask is not of these {len(ids)} statements; make it of .statements")
        return {id_ for id_, is_chosen in zip(ids, values, strict=True) if is_chosen}
    found = {id_of(each) for each in values}
    unknown = sorted(found.difference(ids))
    if unknown:
        raise QueryError(f"no statement has the id {unknown[0]!r}; {ADVICE}")
    return found


def name_of(actor: object) -> str | None:
    """Return the id or name of an actor as it is told; None is any."""
    if actor is not None and not isinstance(actor, str):
        raise QueryError(f"{_told(actor)} is no name of an actor; give one name or id as text")
    return actor


def question_of(question: object) -> Question | str:
    """Return the ready-made question of a name, else SPARQL, also that of a file (.rq)."""
    if not isinstance(question, str | Path):
        raise QueryError(f"{_told(question)} is no question; give the name of one, or SPARQL")
    return read_question(str(question))


def parameters_of(given: Mapping[str, object] | None, more: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as text; what is None is left free, and `from_` is `from`."""
    told = dict(given or {}) | {name.rstrip("_"): value for name, value in more.items()}
    for name, value in told.items():
        if value is not None and not isinstance(value, str | int):
            raise QueryError(f"{name}: {_told(value)} is no name, id or date; give one as text")
    return {name: "" if value is None else str(value) for name, value in told.items()}


def user_actors_of(actors: ActorSource | None) -> UserActors | None:
    """Return users' own actors, read from their files if need be."""
    if actors is None or isinstance(actors, UserActors):
        return actors
    return read_user_actors([Path(each) for each in ([actors] if isinstance(actors, Path | str) else actors)])


def corrections_of(corrections: Corrections | Path | str | None) -> Corrections | None:
    """Return the corrections, read from their file if need be."""
    if corrections is None or isinstance(corrections, Corrections):
        return corrections
    if not isinstance(corrections, Path | str):
        raise KnowledgeError(f"{_told(corrections)} is no corrections file; give its path")
    return read_corrections(Path(corrections))


def check_models(models: Models | None) -> Models | None:
    """Return the models; raises ModelMissingError for what is no mapping from a language's code to one."""
    if models is not None and not isinstance(models, Mapping):
        raise ModelMissingError(f'{_told(models)} tells no language; write models={{"en": ...}}')
    unknown = sorted(set(models or ()).difference(SUPPORTED_LANGUAGES))
    if unknown:
        known = ", ".join(SUPPORTED_LANGUAGES)
        raise ModelMissingError(f"models: the language {unknown[0]!r} is not supported ({known})")
    return models


def path_of(path: object) -> Path:
    """Return a path that is told as one."""
    if not isinstance(path, str | Path) or not str(path):
        raise CommuniqueError(f"{_told(path)} is no path; give that of a file or folder")
    return Path(path)


def _told(value: Any) -> str:
    text = repr(value)
    return f"{text[:60]}…" if len(text) > 60 or "\n" in text else text

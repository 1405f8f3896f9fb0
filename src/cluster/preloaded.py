"""Loads what every worker needs, once, in the process from which the workers of this machine are forked."""

import gc
from contextlib import suppress

from ..errors import ModelMissingError
from ..extract.metadata import SUPPORTED_LANGUAGES
from ..extract.statements import extract_batch
from ..model import Article

for _code in SUPPORTED_LANGUAGES:
    with suppress(ModelMissingError):
        extract_batch([Article(id=_code, text="France, Paris, Moscow.", language=_code)])
gc.freeze()  # so that the collector does not touch, and thereby copy, what the workers share

"""Everything that Communiqué raises on purpose. The message says what is wrong and what to do next.

CommuniqueError
├── ArticleError        one article cannot be read; the run goes on without it
├── StatementError      a record breaks its own rules (a file of statements was changed by hand, say)
├── ModelMissingError   a language model is not installed
├── KnowledgeError      a table of actors or a lexicon is malformed
├── QueryError          a SPARQL question cannot be understood
└── OutputError         a result cannot be written
"""


class CommuniqueError(Exception):
    """Base of all errors below; the command line prints its message without a traceback."""


class ArticleError(CommuniqueError):
    """One article cannot be read."""


class StatementError(CommuniqueError):
    """A statement record breaks its own rules."""


class ModelMissingError(CommuniqueError):
    """The language model that an article needs is not installed."""


class KnowledgeError(CommuniqueError):
    """A packaged or user-given table is malformed; the message names file and line."""


class QueryError(CommuniqueError):
    """A SPARQL question is unknown or does not parse; the message says where."""


class OutputError(CommuniqueError):
    """A result file or folder cannot be written."""


def reason_of(error: Exception) -> str:
    """Return why something failed, for a sentence: what Communiqué says itself, else the kind of error too.

    >>> reason_of(ArticleError("it is empty")), reason_of(ValueError("no number"))
    ('it is empty', 'ValueError: no number')
    """
    return str(error) if isinstance(error, CommuniqueError) else f"{type(error).__name__}: {error}"

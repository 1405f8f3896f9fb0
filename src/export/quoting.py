"""A statement quoted so that it can be checked: its sentence, the evidence marked, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ..model import Article
from .tidying import safe_url, tidy

if TYPE_CHECKING:
    from ..model import ArticleMetadata, Statement


@dataclass(frozen=True, slots=True)
class Quotation:
    """The very words of one statement, and the words around them. Printed: text; in a notebook: marked text.

    >>> words = "Paris ", "accused Russia", " of lying."
    >>> print(Quotation(*words, "A title", "A paper", "2016-12-12", None, 20, 34))
    Paris [accused Russia] of lying.
    A title, A paper, 2016-12-12, characters 20-34
    """

    before: str
    """From where the sentence begins; "" where the article's text is not at hand."""
    evidence: str
    after: str
    title: str
    """The article's, or its id."""
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    """`article_text[start:end] == evidence`."""
    end: int

    def __str__(self) -> str:
        """Return the sentence with [the evidence] in brackets, and its source on a line of its own."""
        return f"{self._marked('[', ']')}\n{self._source()}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        words = self._marked("\0", "\1")
        shown = escape(words).replace("\0", "<mark>").replace("\1", "</mark>")
        source = escape(self._source())
        if url := safe_url(self.url):
            source = f'<a href="{escape(url)}" rel="noreferrer">{source}</a>'
        return f"<blockquote><p>{shown}</p><footer>{source}</footer></blockquote>"

    def _marked(self, opening: str, closing: str) -> str:
        return f"{tidy(self.before)}{opening}{tidy(self.evidence)}{closing}{tidy(self.after)}"

    def _source(self) -> str:
        known = (self.title, self.publisher, self.published, f"characters {self.start}-{self.end}")
        return tidy(", ".join(part for part in known if part))


def quote(statement: Statement, article: ArticleMetadata | None) -> Quotation:
    """Return the quotation of a statement; without the article's text it has the evidence alone."""
    before = after = ""
    if isinstance(article, Article):
        before = article.text[statement.sentence_start : statement.start]
        after = article.text[statement.end : statement.sentence_end]
    return Quotation(
        before,
        statement.evidence,
        after,
        (article.title if article else None) or statement.article,
        article.publisher if article else None,
        article.published if article else None,
        article.url if article else None,
        statement.start,
        statement.end,
    )

"""A parse that can be changed: heads, labels, tags and lemmas of a Doc, written back as a new Doc."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
PARTICIPLE = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"
SENTENCE_END = frozenset({".", "!", "?", "…", ":", ";", "..."})

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl:subj"})


def hang(token: Token, head: Token, label: str) -> None:
    """Hang a token of a Doc on another under a label.

    A head that hung on the token takes the token's place, as in `Tree.attach`: in a circle whoever walks down
    walks for ever.
    """
    if token.is_ancestor(head):
        is_root = token.head == token
        head.head, head.dep_ = (head, "ROOT") if is_root else (token.head, token.dep_)
    token.head, token.dep_ = head, label


@dataclass(slots=True)
class Tree:
    """The parse of a Doc in lists, one entry a token; `changed` once a repair has touched it."""

    doc: Doc
    heads: list[int]
    deps: list[str]
    pos: list[str]
    lemmas: list[str]
    morphs: list[str]
    lower: list[str]
    changed: bool = False
    _children: list[list[int]] | None = None
    """What hangs on each token, until a head changes."""

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        """Return the parse of a Doc."""
        tokens = list(doc)
        return cls(
            doc,
            [token.head.i for token in tokens],
            [token.dep_ for token in tokens],
            [token.pos_ for token in tokens],
            [token.lemma_ for token in tokens],
            [str(token.morph) for token in tokens],
            [token.lower_ for token in tokens],
        )

    def __len__(self) -> int:
        return len(self.heads)

    def children(self, i: int) -> list[int]:
        """Return the indices of what hangs on a token, in text order."""
        if self._children is None:
            self._children = [[] for _ in self.heads]
            for j, head in enumerate(self.heads):
                if head != j:
                    self._children[head].append(j)
        return self._children[i].copy()

    def attach(self, i: int, head: int, dep: str) -> None:
        """Hang a token on another under a label; on itself it becomes a root."""
        if i != head and i in self.above(head):
            self.heads[head] = self.heads[i] if self.heads[i] != i else head
            if self.heads[head] == head:
                self.deps[head] = "ROOT"
        self.heads[i], self.deps[i] = head, dep
        self.changed, self._children = True, None

    def make_verb(self, i: int, lemma: str, morph: str) -> None:
        """Tag a token as a verb of this lemma and form."""
        self.pos[i], self.lemmas[i], self.morphs[i] = "VERB", lemma, morph
        self.changed = True

    def above(self, i: int) -> Iterator[int]:
        """Yield the tokens above a token, the nearest first."""
        for _ in range(len(self)):
            if self.heads[i] == i:
                return
            i = self.heads[i]
            yield i

    def root(self, i: int) -> int:
        """Return the root above a token."""
        return next((j for j in [i, *self.above(i)] if self.heads[j] == j), i)

    def is_finite(self, i: int) -> bool:
        """Tell whether a verb, by itself or its auxiliaries, is finite."""
        bearers = [i, *(j for j in self.children(i) if self.deps[j].startswith(("aux", "cop")))]
        return any("VerbForm=Fin" in self.morphs[j] for j in bearers)

    def is_sound(self) -> bool:
        """Tell whether every token hangs on a root: repairs that met each other may have closed a circle."""
        return all(self.heads[self.root(i)] == self.root(i) for i in range(len(self)))

    def build(self) -> Doc:
        """Return a Doc with the text of the old one and this parse."""
        doc = self.doc
        built = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=[self.pos[i] if self.pos[i] != token.pos_ else token.tag_ for i, token in enumerate(doc)],
            pos=self.pos,
            lemmas=self.lemmas,
            morphs=self.morphs,
            heads=self.heads,
            deps=self.deps,
            ents=[
                f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else (token.ent_iob_ or "O")
                for token in doc
            ]
            if doc.has_annotation("ENT_IOB")
            else None,
        )
        built.user_data = doc.user_data
        return built

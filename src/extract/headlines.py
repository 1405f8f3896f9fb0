"""The short forms of headlines: "Pakistan: India must stop", "India must stop: Pakistan", "We can win -
Ruto".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..model import ActorKind
from .acts import Attribution
from .lexicon import load_lexicon
from .quotes import trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .discourse import Paragraph
    from .mentions import Mention
    from .quotes import Span

JOINT = re.compile(r"\s*:\s+|\s+[-–—]\s+")
"""What parts the speaker of a headline from what is said."""
ANNOUNCING = re.compile(r"\bto\b", re.IGNORECASE)
"""In a line that announces something with an infinitive."""
LONGEST_NAME = 5
"""Words of the part that names the speaker: a title, a name, "to" and another name."""
SHORTEST_CONTENT = 3
"""Words of the other part; it must hold a verb."""


def may_leave_out_cue(text: str) -> bool:
    """Tell whether a line could be a short form, by its end and joints; no parse is needed for that."""
    line = text.strip()
    return bool(line) and line[-1] not in ".!?;:," and any(mark.search(text) for mark in (ANNOUNCING, JOINT))


def attribute_headline(paragraph: Paragraph) -> Iterator[Attribution]:
    """Yield the attribution of a line that names its speaker before or behind a colon or dash, without any
    cue.

    Lines that end like a sentence are none: there a colon introduces a list or an explanation.
    """
    if not may_leave_out_cue(paragraph.block.text):
        return
    announced = _announced(paragraph)
    if announced is not None:
        whole = trim(paragraph.block.text, (0, len(paragraph.block.text)))
        verb = announced.head
        yield Attribution(None, announced, ((verb.idx, whole[1]),), whole, "indirect", "headline-future")
        return
    joints = list(JOINT.finditer(paragraph.block.text))
    for joint in joints[:1]:
        before, behind = (0, joint.start()), (joint.end(), len(paragraph.block.text))
        for name, content in ((before, behind), (behind, before)):
            source = _speaker(name, paragraph)
            if (
                source is not None
                and _is_said(content, paragraph)
                and not _is_topic(source, content, paragraph)
            ):
                span = trim(paragraph.block.text, content)
                whole = trim(paragraph.block.text, (0, len(paragraph.block.text)))
                yield Attribution(None, source, (span,), whole, "indirect", "headline-colon")
                return


def _announced(paragraph: Paragraph) -> Token | None:
    """Return who announces with an infinitive what he will do ("**France** to send troops to Mali")."""
    root = paragraph.doc[0].sent.root
    if root.tag_ != "VB" or root.i == 0 or root.nbor(-1).lower_ != "to" or not paragraph.mentions:
        return None
    first = paragraph.mentions[0]
    subject = paragraph.doc[first.head]
    named = first.start <= 1 and first.end <= root.i and subject.head == root and subject.dep_ == "nsubj"
    return subject if named else None


def _speaker(span: Span, paragraph: Paragraph) -> Token | None:
    """Return the head of the name that a part consists of, else None."""
    words = [word for word in paragraph.doc if span[0] <= word.idx < span[1] and not word.is_punct]
    if not words or len(words) > LONGEST_NAME or any(word.pos_ in {"VERB", "AUX"} for word in words):
        return None
    named = [word for word in words if word.i in paragraph.covering]
    if not named or words[0].pos_ in {"ADP", "SCONJ", "ADV"}:
        return None
    mention = paragraph.covering[named[0].i]
    if mention.start > words[0].i and any(word.pos_ == "ADP" for word in words[: mention.start - words[0].i]):
        return None
    return paragraph.doc[mention.head] if mention.reading != "demonym" else None


def _is_topic(source: Token, content: Span, paragraph: Paragraph) -> bool:
    """Tell whether a state only says what a line is about: in "Syria: Russia denies ..." Russia speaks."""
    mention = paragraph.covering[source.i]
    named = [load_actors()[found] for found in mention.actors if found in load_actors()]
    cues = [cue for cue in paragraph.cues if cue.entry.kind == "verb"]
    spoken = any(content[0] <= cue.span[0] < content[1] for cue in cues)
    state = any(actor.kind is ActorKind.STATE for actor in named)
    return state and (spoken or _tells_of(mention, content, paragraph))


def _tells_of(mention: Mention, content: Span, paragraph: Paragraph) -> bool:
    """Tell whether a French line that begins with a state's name tells of it: it says nobody's duty, and
    nothing in the first person ("**Grèce** : le nouveau gouvernement formé").
    """
    if paragraph.doc.lang_ != "fr" or mention.start or mention.reading != "name" or content[0] == 0:
        return False
    words = load_lexicon("fr").words
    said = [word for word in paragraph.doc if content[0] <= word.idx < content[1]]
    return not any(
        word.lemma_ in words["duty_verbs"] or word.lower_ in words["first_person"] for word in said
    )


def _is_said(span: Span, paragraph: Paragraph) -> bool:
    words = [word for word in paragraph.doc if span[0] <= word.idx < span[1] and not word.is_punct]
    return len(words) >= SHORTEST_CONTENT and any(word.pos_ in {"VERB", "AUX"} for word in words)

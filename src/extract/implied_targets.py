"""Whom a stance means that its own words do not name: addressees, topics, recipients, accusers, and whose a
place is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..model import ActorKind, Stance
from .cleaning import BlockKind
from .deeds import doers_in_sentence_before
from .discourse import FLOATING_REACH
from .grammar import children_in, find_objects, find_subject, prepositional
from .named_actors import actors_within
from .place_grammar import governor
from .place_mentions import find_places
from .stance_groups import ANSWERS, HELPFUL, LOCAL, SPEAKS_OF_SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from ..model import Actor
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .sides import Side


IMPERSONAL = frozenset({"it", "ce", "c'", "c’"})
"""Subjects that may stand for the clause behind their predicate."""


def addressee_of(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return to whom a request goes by the verb above it or a letter beside it: "wrote **to the embassy**
    asking ...", "in a letter **to X**, he urged ..."; [] where nobody is addressed.
    """
    language, words = discourse.language, discourse.lexicon.words
    above = [cue.token, *cue.token.ancestors]
    letters = [token for token in cue.token.sent if token.lemma_.lower() in words["documents"]]
    for bearer in [token for token in above if token.lemma_.lower() in words["requesting"]] + letters:
        for name, noun in prepositional(bearer, language):
            if name in {"to", "à"} and not paragraph.is_quoted(noun):
                found = side.without(actors_within(noun, paragraph, discourse))
                if found:
                    return found
    return []


def topic_of(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return of whom something is said, where the cue tells it ("he said **of X**", "said Y, referring **to
    X's raid**"); [] where it does not.
    """
    language, words = discourse.language, discourse.lexicon.words
    bearers = [cue.token] if cue.entry.stance is None else []
    source = find_subject(cue.token, language)
    if bearers and source is not None and source.i > cue.token.i and source.i in paragraph.covering:
        bearers.append(source)  # "said **X** of Y"
    clauses = children_in(cue.token, language.roles.open_clause)
    bearers += [clause for clause in clauses if clause.lemma_.lower() in words["referring"]]
    for noun in _behind_phrases(cue, words["topic_phrases"]):
        found = side.without(actors_within(noun, paragraph, discourse, stance=Stance.CRITICIZE))
        if found and not paragraph.is_quoted(noun):
            return found
    for bearer in bearers:
        referring = bearer in clauses
        allowed = words["referring_prepositions"] if referring else words["topic_prepositions"]
        heads = [noun for name, noun in prepositional(bearer, language) if name in allowed]
        heads += find_objects(bearer, language) if referring else []
        for head in heads:
            if paragraph.is_quoted(head):
                continue
            found = side.without(actors_within(head, paragraph, discourse, stance=Stance.CRITICIZE))
            if found:
                return found
    return []


def _behind_phrases(cue: CueMatch, phrases: frozenset[str]) -> Iterator[Token]:
    """Yield the heads of the noun phrases behind some phrases in a cue's sentence ("à propos de
    **l'incursion**").
    """
    sentence = cue.token.sent
    text = sentence.text.lower().replace("’", "'")
    for phrase in sorted(phrases):
        at = text.find(phrase)
        if at >= 0:
            behind = [word for word in sentence if word.idx >= sentence.start_char + at + len(phrase)]
            yield from [word for word in behind[:4] if word.pos_ in {"NOUN", "PROPN", "PRON"}][:1]


def implied_by(
    stance: Stance,
    targets: list[Actor],
    tokens: list[Token],
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
) -> list[Actor]:
    """Return the targets of a stance; where they are none, or only collectives of somebody helped, whom the
    kind of stance implies among some words or in what was said before.
    """
    if stance in HELPFUL and all(target.kind is ActorKind.GROUP for target in targets):
        return helped_in(tokens, paragraph, discourse, side) or targets
    if not targets and stance in LOCAL:
        return held_by(tokens, paragraph, discourse, side)
    if not targets and stance is Stance.CONSULT:
        return meeting_meant(tokens, paragraph, discourse, side)
    if not targets and stance is Stance.DENY:
        return accusers_of(side, paragraph, discourse)
    return targets


def helped_in(tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the state to which something is promised ("will send troops **to Mali**"), though grammar makes
    it a place.
    """
    inside = {token.i for token in tokens}
    for mention in paragraph.mentions:
        if mention.head in inside and mention.reading in {"name", "capital"}:
            preposition, above = governor(paragraph.doc[mention.head], discourse)
            if (
                mention.reading == "capital"
                and preposition == "à"
                and above not in _givers(paragraph, inside)
            ):
                continue  # "est attendu samedi **à Paris**"
            actor = discourse.resolve_mention(mention)
            state = actor is not None and actor.kind is ActorKind.STATE
            if actor is not None and state and preposition in {"to", "for", "à", "pour"}:
                return side.without([actor])
    return []


def _givers(paragraph: Paragraph, inside: set[int]) -> list[Token]:
    """Return the infinitives among some words: "livrer à Kiev" helps, where a capital behind any other
    word is only where something is.
    """
    return [paragraph.doc[i] for i in sorted(inside) if "VerbForm=Inf" in str(paragraph.doc[i].morph)]


def held_by(tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the state of the first place that some words name: who is concerned by "the situation **in
    Aleppo**" is so towards the state whose it is.
    """
    inside = {token.i for token in tokens}
    for place in find_places(paragraph, discourse):
        state = (
            load_actors().get(place.place.country or "") if place.certain and place.start in inside else None
        )
        if state is not None:
            return side.without([state])
    return []


def answerable_for(
    trigger: Token, predicate: Token, paragraph: Paragraph, discourse: Discourse, side: Side
) -> list[Actor]:
    """Return the state where a wrong happens for which states answer ("the genocide **in Sudan** is
    unacceptable", "the slaughter of the people **of Darfur** must end"); [] of any other wrong.
    """
    subject = find_subject(predicate, discourse.language)
    for noun in (trigger, subject):
        if noun is not None and noun.lemma_.lower() in discourse.lexicon.words["internal_wrongs"]:
            return held_by(noun.subtree, paragraph, discourse, side)
    return []


def accusers_of(side: Side, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who accused or criticised a side shortly before, whom its denial answers; [] where nobody
    did.
    """
    accused = [discourse.accusers[own] for own in sorted(side.ids) if own in discourse.accusers]
    recent = [accuser for accuser, index in accused if paragraph.index - index <= FLOATING_REACH]
    return side.without(recent[:1])


def doer_answered(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return who did what a relative clause answers as a whole: "**X** accuse Y, ce que Y dément"; [] for
    every other clause.
    """
    pointer = cue.token.head
    if cue.token.dep_ not in discourse.language.roles.relative or pointer.lower_ != "ce":
        return []
    subject = find_subject(pointer.head, discourse.language)
    return side.without(actors_within(subject, paragraph, discourse)) if subject is not None else []


def headed(paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the state that a French headline names before its colon, of which it then tells: "**Mali** :
    Paris hausse le ton"; [] in every other paragraph.
    """
    block = paragraph.block
    if discourse.language.code != "fr" or block.kind is not BlockKind.HEADLINE or not paragraph.mentions:
        return []
    first = paragraph.mentions[0]
    joint = paragraph.doc[first.end] if first.end < len(paragraph.doc) else None
    if first.start or joint is None or joint.text != ":" or first.reading != "name":
        return []
    state = discourse.resolve_mention(first)
    return side.without([state]) if state is not None and state.kind is ActorKind.STATE else []


def pointed_back_at(
    stance: Stance, predicate: Token, paragraph: Paragraph, discourse: Discourse, side: Side
) -> list[Actor]:
    """Return whom "that is not true" or "this is unacceptable" mean: who was spoken of in the sentence
    before.
    """
    subject = find_subject(predicate, discourse.language)
    if subject is None or subject.lower_ not in discourse.lexicon.words["pointers"]:
        return []
    language = discourse.language
    clauses = language.roles.clause | language.roles.open_clause
    if children_in(subject, language.roles.relative):
        return []  # "those who think so"
    if subject.lower_ in IMPERSONAL and any(c.i > predicate.i for c in children_in(predicate.head, clauses)):
        return []  # "it is surprising that ..."
    if stance is Stance.DENY and discourse.last_told is not None:
        return side.without([discourse.last_told])
    if subject.lower_ not in IMPERSONAL:
        just_told = side.without(doers_in_sentence_before(subject, paragraph, discourse))
        if just_told:
            return just_told
    return side.without(discourse.last_targets) if stance in SPEAKS_OF_SOMEBODY | {Stance.REJECT} else []


def provoked_by(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return whose deed a hostile act answers that names nobody: the doer of what it comes after or is over;
    [] where nobody else is named there.
    """
    language, words = discourse.language, discourse.lexicon.words
    if cue.entry.stance not in ANSWERS:
        return []
    for word in cue.words:
        for clause in children_in(word, frozenset({"advcl"})):
            marks = {child.lower_ for child in clause.children if child.i < clause.i}
            subject = find_subject(clause, language)
            if marks & words["occasioning"] and subject is not None and subject.i > cue.token.i:
                found = side.without(actors_within(subject, paragraph, discourse))
                if found:
                    return found
        for name, noun in prepositional(word, language):
            if name in words["occasioning"] - words["since"] and noun.i > cue.token.i:
                found = side.without(actors_within(noun, paragraph, discourse, stance=cue.entry.stance))
                if found:
                    return found
    return []


def meeting_meant(
    tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> list[Actor]:
    """Return with whom the meeting is of which somebody only says when or where ("**it** would **happen** in
    May"); [] where none was spoken of shortly before.
    """
    language, words = discourse.language, discourse.lexicon.words
    if paragraph.index - discourse.last_met_at > FLOATING_REACH:
        return []
    pointing = words["pointers"] | words["neuter_pronouns"] | discourse.lexicon.tables["meetings"].keys()
    for token in tokens:
        if token.lemma_.lower() not in words["taking_place"] or token.pos_ not in {"VERB", "AUX"}:
            continue
        subject = find_subject(token, language)
        if subject is not None and subject.lower_ in pointing:
            whole = [actor for actor in discourse.last_met if actor.kind is ActorKind.GROUP]
            return side.without(whole or discourse.last_met)  # a group stands for its members
    return []

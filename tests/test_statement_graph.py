"""One object for all that is known of some articles: tables and graphs agree, and lead to the evidence."""

from __future__ import annotations

import copy
import importlib
import pickle
import shutil
import sys
import webbrowser
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest

import communique as cq
from article_files import visible
from communique.errors import ArticleError, CommuniqueError, OutputError, QueryError
from communique.export.tables import write_jsonl
from communique.graph import analysis
from communique.graph.analysis import reciprocity
from communique.knowledge.tables import make_slug
from communique.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GERMANY = 'Germany condemned Russia on Monday. "Moscow must stop," Chancellor Angela Merkel said in Berlin.'
FRANCE = "La France a accusé la Russie de mentir, lundi à Paris. Le Quai d'Orsay soutient l'Ukraine."


@pytest.fixture(scope="module")
def g(built: Path) -> cq.StatementGraph:
    return cq.load(built)


@pytest.fixture(scope="module")
def small() -> cq.StatementGraph:
    return cq.build(
        [
            cq.Article(id="en", text=GERMANY, published="2016-12-12", publisher="A <b> paper"),
            cq.Article(id="fr", text=FRANCE, published="2016-12-12", url="https://example.org/fr"),
            cq.Article(id="none", text="..."),
        ]
    )


def test_a_row_for_each_statement(g: cq.StatementGraph) -> None:
    assert list(g.statements.index) == [each.id for each in g.merged.statements]
    assert len(g) == len(g.statements) > 100
    assert set(g.statements.utterance) == set(g.merged.utterance_of.values())
    for row in g.statements.itertuples():
        assert g.article(row.article).text[row.start : row.end] == row.evidence


def test_the_tables_agree(g: cq.StatementGraph) -> None:
    assert g.articles.statements.sum() == len(g)
    utterances = g.statements.utterance.nunique()
    assert g.actors.said.sum() == utterances
    assert g.actors.said_of.sum() == g.statements[g.statements.target_id.notna()].utterance.nunique()
    assert set(g.actors.index) == set(g.network)
    assert g.actors.loc["france", "said_for"] > g.actors.loc["france", "said"] > 0
    assert len(g.skipped) == 0
    assert list(g.skipped.columns) == ["source", "reason"]


def test_what_is_said_for_somebody_is_counted_apart(small: cq.StatementGraph) -> None:
    columns = ["said", "said_for", "said_of"]
    assert small.actors.loc["germany", columns].to_list() == [1, 1, 0]
    assert small.actors.loc["angela-merkel", columns].to_list() == [1, 0, 0]


def test_the_graphs_hold_the_same(g: cq.StatementGraph) -> None:
    targeted = g.statements[g.statements.target_id.notna()]
    edges = [
        key for *_, key, data in g.network.edges(keys=True, data=True) if data["relation"] == "statement"
    ]
    assert sorted(edges) == sorted(targeted.index)
    assert isinstance(g.positions, nx.DiGraph)
    assert sum(count for *_, count in g.positions.edges(data="statements")) == len(targeted)
    counted = g.query("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cmq:Statement }").n.item()
    [[from_rdflib]] = g.dataset.query(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <https://w3id.org/communique/ns#Statement> }"
    )
    assert counted == int(from_rdflib) == len(g)  # type: ignore[arg-type]


def test_each_is_made_once(g: cq.StatementGraph) -> None:
    assert g.network is g.network
    assert g.statements is g.statements


@pytest.mark.parametrize("names", [("France", "Russia"), ("france", "russia"), ("FRANCE", "Russie")])
def test_a_timeline_by_whatever_name(g: cq.StatementGraph, names: tuple[str, str]) -> None:
    told = g.timeline(*names)
    assert set(told.actor) == {"France"}
    assert set(told.target) == {"Russia"}
    dated = told.date.dropna().to_list()
    assert dated == sorted(dated)
    assert len(told) == g.positions.edges["france", "russia"]["utterances"]


def test_a_timeline_of_one_person_and_of_all(g: cq.StatementGraph) -> None:
    assert set(g.timeline("Vladimir Poutine").speaker) == {"Vladimir Putin"}
    assert len(g.timeline()) == g.statements.utterance.nunique()
    assert set(g.timeline(target="Damascus").columns) == set(g.timeline().columns)


@pytest.mark.parametrize(
    ("name", "told"), [("Frence", "Did you mean france"), ("Assad", "bashar-al-assad"), ("Zembla", "nobody")]
)
def test_an_unknown_name_is_told_with_what_comes_near(g: cq.StatementGraph, name: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        g.timeline(name)


def test_questions_take_parameters(g: cq.StatementGraph) -> None:
    whole = g.query("what-did-say-about", actor="France", target="Russia")
    late = g.query("what-did-say-about", actor="France", target="Russia", from_="2016-12")
    same = g.query("what-did-say-about", {"actor": "france", "target": "russia", "from": "2016-12"})
    assert 0 < len(late) < len(whole)
    assert late.equals(same)
    assert g.query("DESCRIBE <https://example.org/nobody>").empty  # SPARQL, though without a bracket
    with pytest.raises(QueryError, match="no-such-question"):
        g.query("no-such-question")
    with pytest.raises(QueryError, match="no parameter 'whom'"):
        g.query("who-criticises", whom="Russia")


def test_some_statements_make_a_graph_of_their_own(g: cq.StatementGraph) -> None:
    hostile = g.select(g.statements.polarity < 0)
    assert 0 < len(hostile) < len(g)
    assert (hostile.statements.polarity < 0).all()
    assert hostile.actors.said.sum() == hostile.statements.utterance.nunique()
    [one] = g.select(hostile.statements.index[:1]).statements.index
    assert one == hostile.statements.index[0]
    assert len(g.select(one)) == 1
    assert list(g.select(pd.Series([one])).statements.index) == [one]
    assert len(g.select([])) == 0
    assert g.select([]).timeline().empty
    with pytest.raises(QueryError, match="'nothing'"):
        g.select(["nothing"])


def test_a_selection_keeps_the_names_that_were_merged(small: cq.StatementGraph, tmp_path: Path) -> None:
    accused, *_ = small.extraction.statements
    names = {"a": "Mikhail Ivanovich Karpov", "b": "Mikhail Karpov"}
    said = [
        replace(accused, id=id_, speaker=name, speaker_id=make_slug(name), speaker_kind=ActorKind.PERSON)
        for id_, name in names.items()
    ]
    write_jsonl(said, tmp_path / "said.jsonl")
    g = cq.load(tmp_path / "said.jsonl")
    assert [each.name for each in g.merged.mergers] == ["Mikhail Karpov"]
    later = g.select(["b"])
    assert later.timeline("Mikhail Karpov").speaker.to_list() == ["Mikhail Ivanovich Karpov"]
    assert g.select(["a"]).merged.mergers == g.merged.mergers
    assert g.select([]).merged.mergers == ()
    apart = f"[[apart]]\nnames = {list(names.values())}\n"
    (tmp_path / "corrections.toml").write_text(apart, "utf-8")
    assert cq.load(tmp_path / "said.jsonl").merged.mergers == ()


def test_what_cannot_be_read_is_told(small: cq.StatementGraph) -> None:
    assert small.skipped.to_dict("records") == [
        {"source": "none", "reason": "is empty: there is no word in it; fill or remove it"}
    ]
    assert "1 skipped article" in repr(small)
    assert small.articles.language.to_dict() == {"en": "en", "fr": "fr"}


def test_the_evidence_is_marked_in_its_sentence(small: cq.StatementGraph) -> None:
    [said] = small.statements[small.statements.stance == "demand"].itertuples()
    told = small.evidence(said.Index)
    assert str(told).splitlines() == [
        '"[Moscow must stop],"' + " Chancellor Angela Merkel said in Berlin.",
        f"en, A <b> paper, 2016-12-12, characters {said.start}-{said.end}",
    ]
    assert "<mark>Moscow must stop</mark>" in told._repr_html_()
    assert "A &lt;b&gt; paper" in told._repr_html_()
    french = small.evidence(small.statements[small.statements.article == "fr"].index[0])
    assert 'href="https://example.org/fr"' in french._repr_html_()
    [address] = small.query("SELECT ?s WHERE { ?s cmq:stance stance:demand }").s
    assert small.evidence(address) == told
    with pytest.raises(QueryError, match="'x'"):
        small.evidence("x")
    with pytest.raises(QueryError, match="'x'"):
        small.article("x")


def test_the_page_is_written_or_opened(
    small: cq.StatementGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    small.show(tmp_path / "page.html", title="Mine")
    assert "<title>Mine" in (tmp_path / "page.html").read_text("utf-8")
    assert not opened
    small.show()
    [address] = opened
    assert address.startswith("file:")
    shell = SimpleNamespace()  # IPython in a terminal, which shows no page
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    small.show()
    assert len(opened) == 2


def test_a_character_that_is_none_can_be_asked_for() -> None:
    g = cq.build(
        cq.Article(
            id="half", text=f"{GERMANY} Merkel praised \ud800 Paris.", title="half \ud800", language="en"
        )
    )
    assert g.query("who-criticises", target="Russia").speaker.to_list()


def test_it_writes_what_the_command_writes(built: Path, seeds: Path, tmp_path: Path) -> None:
    paths = cq.build(seeds).write(tmp_path / "out")
    assert {path.name for path in paths} == visible(built)
    for path in paths:
        if path.name != "articles.jsonl":  # the paths in it are as they were given
            assert path.read_bytes() == (built / path.name).read_bytes(), path.name


def test_what_is_written_is_loaded_again(small: cq.StatementGraph, tmp_path: Path) -> None:
    small.write(tmp_path / "out")
    again = cq.load(tmp_path / "out")
    assert again.merged == small.merged
    assert again.skipped.equals(small.skipped)
    assert list(again.extraction.statements) == list(small.extraction.statements)
    assert len(small.select([]).write(tmp_path / "none")) == len(list((tmp_path / "out").iterdir()))
    assert len(cq.load(tmp_path / "none")) == 0
    assert again.timeline().equals(small.timeline())


def test_what_is_loaded_without_texts_still_quotes(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / "statements.jsonl", tmp_path / "statements.jsonl")
    g = cq.load(tmp_path / "statements.jsonl")
    assert len(g.articles) == 0
    some = g.statements.index[0]
    assert str(g.evidence(some)).startswith(f"[{g.statements.evidence[some][:20]}")
    assert g.query("who-criticises", target="Syria").shape[0] > 0


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="No article could be read:\n  x: is empty"):
        cq.build(cq.Article(id="x", text=" "))
    with pytest.raises(ArticleError, match="does not exist"):
        cq.build(tmp_path / "nowhere")
    with pytest.raises(CommuniqueError, match="communique build"):
        cq.load(tmp_path)


def test_own_actors_by_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("name\tkind\nZembla\tstate\n", "utf-8")
    article = cq.Article(id="z", text="Zembla accused France of lying. France rejected the charge of Zembla.")
    g = cq.build(article, actors=mine)
    assert g.actors.loc["zembla", "kind"] == "state"
    assert g.timeline("Zembla", "France").stance.to_list() == ["accuse"]
    assert len(g.query("who-criticises", target="France")) == 1
    assert cq.build(article, actors=[str(mine)]).merged == g.merged
    assert g.select(g.statements.index).merged.actors == g.merged.actors


def test_progress_and_iterators_hold_one_article() -> None:
    read: list[str] = []
    made = (cq.Article(id=str(number), text=GERMANY) for number in range(3))
    cq.build(made, progress=lambda article: read.append(article.id))
    assert read == ["0", "1", "2"]
    endless = (cq.Article(id=str(number), text=GERMANY, language="en") for number in iter(int, 1))
    article, statements = next(cq.extract_statements(endless))
    assert (article.id, statements[0].speaker) == ("0", "Germany")


def test_skipped_articles_are_warned_of_or_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMANY, "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    with pytest.warns(UserWarning, match=r"skipped .*b\.txt: is empty"):
        [(article, _)] = cq.extract_statements(cq.read_articles(tmp_path))
    assert article.id == "a"
    skipped: list[object] = []
    assert len(list(cq.extract_statements(cq.read_articles(str(tmp_path)), skipped=skipped))) == 1  # type: ignore[arg-type]
    assert len(skipped) == 1


def test_records_go_where_analyses_take_them(g: cq.StatementGraph) -> None:
    assert "France" in reciprocity(g.merged).to_pandas().one.to_list()


def test_the_summary_for_notebooks_is_small_and_escaped(small: cq.StatementGraph) -> None:
    html = small._repr_html_()
    assert "<tbody><tr><td>Germany</td><td>Russia</td><td>2</td>" in html  # those who say most go first
    assert len(html) < 5000


def test_corrections_are_told_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[drop]]\nwhere = { speaker = "Germany" }\nreason = "no"\n'
        '[[drop]]\nwhere = { speaker = "Gremany" }\n',
        "utf-8",
    )
    g = cq.build(cq.Article(id="en", text=GERMANY), corrections=tmp_path / "mine.toml")
    assert "Germany" not in g.statements.speaker.to_list()
    told = g.corrections
    assert told.hits.to_list() == [1, 0]
    assert told.reason[0] == "no"
    assert "Germany" in told.why[1]
    assert "line 4" in told.correction[1]


def test_warnings_stand_with_the_article() -> None:
    g = cq.build([cq.Article(id="a", text=GERMANY, published="12/10/2016"), cq.Article(id="a", text=GERMANY)])
    assert "is not a clear date" in g.articles.warnings["a"]
    assert "another article has the id 'a'" in g.articles.warnings["a-2"]


MISTAKES: list[tuple[Callable[[cq.StatementGraph], object], str]] = [
    (lambda _: cq.build(None), "NoneType is no article"),  # type: ignore[arg-type]
    (lambda _: cq.build(3), "int is no article"),  # type: ignore[arg-type]
    (lambda _: cq.build(b"a"), "bytes is no article"),  # type: ignore[arg-type]
    (lambda _: cq.build({"id": "a"}), "dict is no article"),  # type: ignore[arg-type]
    (lambda _: cq.build([{"id": "a"}]), r"cq\.Article\("),  # type: ignore[list-item]
    (lambda _: cq.build(pd.DataFrame({"text": ["a"]})), r"DataFrame is no article.*itertuples"),  # type: ignore[arg-type]
    (lambda _: cq.build(""), "is no article"),
    (lambda _: cq.build("France condemned Russia. " * 20), "is a text"),
    (lambda _: cq.build("One line.\nAnother."), "is a text"),
    (lambda _: cq.build("seeds", corrections={}), "corrections file"),  # type: ignore[arg-type]
    (lambda _: cq.build("seeds", models="en_core_web_sm"), "models="),  # type: ignore[arg-type]
    (lambda _: cq.build("seeds", models={"english": "x"}), "'english' is not supported"),
    (lambda _: cq.load(None), "None is no path"),  # type: ignore[arg-type]
    (lambda _: cq.load(""), "'' is no path"),
    (lambda g: g.query(None), "None is no question"),  # type: ignore[arg-type]
    (lambda g: g.query("who-criticises", target=["Russia"]), "target: .* is no name"),  # type: ignore[arg-type]
    (lambda g: g.timeline(3), "3 is no name of an actor"),  # type: ignore[arg-type]
    (lambda g: g.timeline(["France"]), "is no name of an actor"),  # type: ignore[arg-type]
    (lambda g: g.select(None), "None chooses no statements"),  # type: ignore[arg-type]
    (lambda g: g.select(lambda s: s), "chooses no statements"),  # type: ignore[arg-type]
    (lambda g: g.select([True, False]), "the mask is not of these"),
    (lambda g: g.select((g.statements.polarity < 0)[:20]), "the mask is not of these"),
    (lambda g: g.select((g.statements.polarity < 0).sort_index()), "the mask is not of these"),
    (lambda g: g.select([3]), "3 names no statement"),  # type: ignore[list-item]
    (lambda g: g.evidence(None), "None names no statement"),  # type: ignore[arg-type]
    (lambda g: g.show("."), "cannot write"),
    (lambda g: g.show("x.html", language="de"), "English|en and fr"),
    (lambda g: g.write(""), "'' is no path"),
]


@pytest.mark.parametrize(("mistake", "told"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_a_mistake_is_told_in_words(
    g: cq.StatementGraph, mistake: Callable[[cq.StatementGraph], object], told: str
) -> None:
    with pytest.raises(CommuniqueError, match=told):
        mistake(g)


def test_statements_are_chosen_and_named_in_any_form(g: cq.StatementGraph) -> None:
    mask = g.statements.stance == "threaten"
    chosen = g.select(mask)
    ids = list(g.statements.index[mask])
    addresses = g.query("SELECT ?s WHERE { ?s cmq:stance stance:threaten }").s
    for same in (mask.to_numpy(), list(mask), mask.astype(object), ids, addresses, g.statements[mask]):
        assert g.select(same).merged == chosen.merged
    told = g.evidence(ids[0])
    assert g.evidence(g.statements.loc[ids[0]]) == g.evidence(next(chosen.statements.itertuples())) == told


def test_a_question_may_stand_in_a_file_and_leave_parameters_free(
    g: cq.StatementGraph, tmp_path: Path
) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?s WHERE { ?s cmq:stance stance:threaten }", "utf-8")
    assert len(g.query(tmp_path / "mine.rq")) == len(g.select(g.statements.stance == "threaten"))
    free = g.query("what-did-say-about", actor="France", target=None)
    assert len(free) > len(g.query("what-did-say-about", actor="France", target="Russia"))


def test_copies_hold_the_same_after_a_query(g: cq.StatementGraph) -> None:
    assert len(g.query("who-criticises", target="Syria")) > 0
    for other in (pickle.loads(pickle.dumps(g)), copy.deepcopy(g)):
        assert other.merged == g.merged
        assert len(other.query("who-criticises", target="Syria")) > 0


def test_halves_of_characters_are_kept(tmp_path: Path) -> None:
    text = "France condemned Russia \ud83d on Monday."
    g = cq.build(cq.Article(id="a", text=text, language="en", title="A \ud83d title"))
    assert "\ud83d" in g.statements.evidence.iloc[0]
    assert len(g.timeline()) == len(g.events()) == len(g.articles) == 1
    g.write(tmp_path / "out")


def test_records_and_events(g: cq.StatementGraph) -> None:
    assert list(g) == list(g.merged.statements)
    assert len(g.events()) == g.statements.utterance.nunique()
    assert len(analysis.timeline(g)) == len(g.timeline())


def test_results_are_not_written_among_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GERMANY, "utf-8")
    g = cq.build(tmp_path / "in")
    with pytest.raises(OutputError, match="holds articles"):
        g.write(tmp_path / "in")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        g.write(tmp_path / "in" / "a.txt")
    assert g.write(tmp_path / "out")


def test_in_a_notebook_the_page_is_displayed(
    small: cq.StatementGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    display = importlib.import_module("IPython.display")
    monkeypatch.setattr(display, "display", lambda each: shown.append(each._repr_html_()))
    monkeypatch.setattr("communique.statement_graph._in_notebook", lambda: True)
    small.show(title="Deux pays", language="fr")
    assert "Deux pays" in shown[0]
    assert 'lang="fr"' in shown[0]

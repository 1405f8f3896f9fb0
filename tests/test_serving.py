"""`communique serve`: real clients and a real server on this machine; what it refuses, stops and leaves."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from typer.testing import CliRunner

from communique import cli, pipeline
from communique.errors import CommuniqueError
from communique.graph.questions import list_questions
from communique.graph.sparql import run_query
from communique.serving.negotiation import ROWS, TRIPLES, choose
from communique.serving.query_pool import (
    BrokenQueryError,
    BusyError,
    Limits,
    QueryPool,
    TooSlowError,
    open_query_pool,
)
from communique.serving.query_process import Answer, ResultTooLargeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator

SAMPLE = Path(__file__).parent / "graph" / "sample"
TIMEOUT = 2
ACTORS = "SELECT ?actor ?name { ?actor a cmq:Actor ; rdfs:label ?name } ORDER BY ?actor ?name"
COPY = "CONSTRUCT WHERE { ?actor a cmq:Actor ; rdfs:label ?name }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY STR(?a)"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass(frozen=True)
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    address: str


@contextmanager
def running(folder: Path, *options: str, temporary: Path | None = None) -> Iterator[Running]:
    """Run the command until the block ends."""
    command = [sys.executable, "-m", "communique", "serve", str(folder), "--port", "0", *options]
    environment = {**os.environ, "COLUMNS": "200", "PYTHONUTF8": "1"}
    if temporary is not None:
        environment["TMPDIR"] = str(temporary)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, process.communicate(timeout=10)
        yield Running(process, line.split()[-1])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `communique build` writes, of the sample."""
    target = tmp_path_factory.mktemp("served") / "output"
    statements, articles = pipeline.read_statements(SAMPLE / "statements.jsonl")
    pipeline.write_graph(statements, articles, target)
    for name in ("statements.jsonl", "articles.jsonl"):
        shutil.copy(SAMPLE / name, target)
    (target / "report.json").write_text("{}", "utf-8")
    (target / "secret.txt").write_text("secret", "utf-8")
    (target.parent / "secret.txt").write_text("secret", "utf-8")
    return target


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, running(folder, "--timeout", str(TIMEOUT)) as server:
        patch.setenv("no_proxy", "127.0.0.1")
        yield server.address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as opened:
        yield opened


def ask(client: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def plain_rows(result: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of SPARQL JSON as `run_query` tells them."""
    read: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "decimal": float,
        "double": float,
        "float": float,
    }
    rows = []
    for row in result["results"]["bindings"]:
        found = (row.get(name) for name in result["head"]["vars"])
        rows.append(
            tuple(
                cell and read.get(cell.get("datatype", "").partition("#")[2], str)(cell["value"])
                for cell in found
            )
        )
    return rows


# --------------------------------------------------------------------------------------------------- clients


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("sending", [None, POSTDIRECTLY])
def test_sparqlwrapper_reads_every_form_of_rows(
    address: str, folder: Path, method: str, sending: str | None
) -> None:
    expected = [row[0] for row in run_query(folder / "graph.ttl", ACTORS).rows]
    wrapper = SPARQLWrapper(address + "sparql")
    wrapper.setMethod(method)
    if sending and method == POST:
        wrapper.setRequestMethod(sending)
    wrapper.setQuery("PREFIX cmq: <https://w3id.org/communique/ns#>\n" + ACTORS)
    wrapper.setReturnFormat(JSON)
    rows: Any = wrapper.queryAndConvert()
    assert [row["actor"]["value"] for row in rows["results"]["bindings"]] == expected
    wrapper.setReturnFormat(XML)
    document: Any = wrapper.queryAndConvert()
    assert len(document.getElementsByTagName("result")) == len(expected)
    for form, delimiter in ((CSV, ","), (TSV, "\t")):
        wrapper.setReturnFormat(form)
        text: Any = wrapper.queryAndConvert()
        lines = list(csv.reader(io.StringIO(text.decode()), delimiter=delimiter))
        assert [line[0].strip("<>") for line in lines[1:]] == expected


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML])
def test_sparqlwrapper_reads_triples(address: str, folder: Path, form: str) -> None:
    wrapper = SPARQLWrapper(address + "sparql", returnFormat=form)
    wrapper.setQuery("PREFIX cmq: <https://w3id.org/communique/ns#>\n" + COPY)
    answer: Any = wrapper.queryAndConvert()
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
    assert len(graph) == len(run_query(folder / "graph.ttl", COPY).rows)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_the_server_as_a_graph(address: str, folder: Path, method: Any) -> None:
    graph = rdflib.Graph(SPARQLStore(address + "sparql", method=method))
    asked = (
        "PREFIX cmq: <https://w3id.org/communique/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    )
    names = [str(row[0]) for row in graph.query(asked + ACTORS)]  # type: ignore[index]
    assert names == [row[0] for row in run_query(folder / "graph.ttl", ACTORS).rows]
    assert len(graph) == len(rdflib.Graph().parse(folder / "graph.ttl"))
    assert graph.query(asked + "ASK { ?s a cmq:Statement }").askAnswer


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_ready_made_question_has_the_rows_of_run_query(
    client: httpx.Client, folder: Path, question: Any
) -> None:
    expected = run_query(folder / "graph.ttl", question.text)
    result = ask(client, question.text).json()
    assert tuple(result["head"]["vars"]) == expected.columns
    assert sorted(map(repr, plain_rows(result))) == sorted(map(repr, expected.rows))


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (ACTORS, "*/*", "application/sparql-results+json"),
        (ACTORS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ACTORS, "text/csv", "text/csv; charset=utf-8"),
        (ACTORS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ACTORS, "application/json", "application/json"),
        ("ASK { ?s ?p ?o }", "*/*", "application/sparql-results+json"),
        (COPY, "*/*", "text/turtle; charset=utf-8"),
        (COPY, "application/n-triples", "application/n-triples"),
        (COPY, "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <https://w3id.org/communique/id/actor/france>", "*/*", "text/turtle; charset=utf-8"),
    ],
)
def test_forms_and_ways_of_asking_agree(
    client: httpx.Client, query: str, accept: str, media_type: str
) -> None:
    headers = {"Accept": accept}
    answers = [
        client.get("/sparql", params={"query": query}, headers=headers),
        client.post("/sparql", data={"query": query}, headers=headers),
        client.post(
            "/sparql",
            content=query,
            headers={**headers, "Content-Type": "application/sparql-query; charset=utf-8"},
        ),
    ]
    assert {(each.status_code, each.headers["content-type"]) for each in answers} == {(200, media_type)}
    assert len({tuple(sorted(each.text.splitlines())) for each in answers}) == 1
    assert answers[0].text
    assert answers[0].headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("text/*", "csv", "ttl"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "csv", None),
        ("application/*;q=0.3, text/tab-separated-values;q=0.2", "json", "nt"),
        ("application/json;q=0, */*", "json", "ttl"),
        ("application/sparql-results+json;q=0, application/json;q=0, */*;q=0.1", "xml", "ttl"),
        (BROWSER["Accept"], "html", "html"),
        ("application/rdf+xml, text/turtle;q=0.9", None, "rdf"),
        ("TEXT/CSV ; charset=utf-8 ; Q=1.0", "csv", None),
        ("text/csv;q=much, image/png", None, None),
        ("nonsense", "json", "ttl"),
        ("*/*;q=0", None, None),
    ],
)
def test_what_accept_headers_get(accept: str, rows: str | None, triples: str | None) -> None:
    found = [choose(accept, offers) for offers in (ROWS, TRIPLES)]
    assert [choice and choice.offer.name for choice in found] == [rows, triples]


def test_an_unknown_form_is_refused_with_what_is_offered(client: httpx.Client) -> None:
    for query, accept, offered in (
        (ACTORS, "image/png", "text/csv"),
        (ACTORS, "text/turtle", "application/sparql-results+json"),
        (COPY, "text/csv", "text/turtle"),
    ):
        answer = ask(client, query, accept)
        assert answer.status_code == 406
        assert offered in answer.text
    assert client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406


# ------------------------------------------------------------------------------------------------- the pages


def test_programs_get_a_description_of_the_service(client: httpx.Client, address: str) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = rdflib.Graph().parse(data=answer.text, publicID=address + "sparql")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert str(
        graph.value(predicate=sd.endpoint, any=False, subject=graph.value(None, rdflib.RDF.type, sd.Service))
    )
    assert set(map(str, graph.objects(None, sd.endpoint))) == {address + "sparql"}
    assert len(list(graph.objects(None, sd.resultFormat))) == 7


def test_browsers_get_a_page_without_scripts(client: httpx.Client) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    for question in list_questions():
        assert f"/sparql?question={question.name}" in page.text
    filled = client.get("/sparql", params={"question": "who-criticises"}, headers=BROWSER)
    assert "PREFIX skos:" in filled.text
    unknown = client.get("/sparql", params={"question": "who-critcises"}, headers=BROWSER)
    assert unknown.status_code == 404
    assert "Did you mean who-criticises?" in unknown.text


def test_the_page_shows_answers_and_escapes_them(client: httpx.Client) -> None:
    evil = "</textarea><script>alert(1)</script>"
    page = ask(client, f'SELECT ("{evil}" AS ?x) (<javascript:alert(1)> AS ?y) {{}}', BROWSER["Accept"])
    assert page.status_code == 200
    assert "<script" not in page.text
    assert 'href="javascript' not in page.text
    assert "&lt;/textarea&gt;" in page.text
    table = ask(client, ACTORS, BROWSER["Accept"]).text
    assert ">actor:france</a>" in table
    assert "as=csv" in table
    many = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 600", BROWSER["Accept"]).text
    assert many.count("<tr>") == 501
    assert "the first ones" in many
    wrong = ask(client, "SELECT * { ?s foo ?o }", BROWSER["Accept"])
    assert wrong.status_code == 400
    assert "line 1, column 12" in wrong.text
    as_file = client.get("/sparql", params={"query": ACTORS, "as": "csv"}, headers=BROWSER)
    assert as_file.headers["content-type"].startswith("text/csv")


def test_the_files_are_there_and_nothing_else_is(client: httpx.Client, folder: Path) -> None:
    for name, media_type in (
        ("graph.html", "text/html; charset=utf-8"),
        ("graph.ttl", "text/turtle; charset=utf-8"),
        ("graph.graphml", "application/graphml+xml"),
        ("graph.gexf", "application/gexf+xml"),
        ("statements.csv", "text/csv; charset=utf-8"),
        ("statements.jsonl", "application/x-ndjson"),
        ("articles.jsonl", "application/x-ndjson"),
        ("report.json", "application/json"),
    ):
        answer = client.get(f"/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert answer.content == (folder / name).read_bytes()
    assert client.get("/").content == (folder / "graph.html").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/graph.ttl/../secret.txt",
        "/graph.ttl/../../secret.txt",
        "//etc/passwd",
        "/graph.ttl%00.txt",
        "/output/",
        "/.",
        "/..\\secret.txt",
    ],
)
def test_other_paths_are_not_found(address: str, path: str) -> None:
    """The path goes out as it is: clients tidy dots away."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404 "), answer[:100]
    assert b"root:" not in answer


# -------------------------------------------------------------------------------------------------- refusals


def test_it_is_read_only_and_has_one_graph(client: httpx.Client) -> None:
    update = "INSERT DATA { <a:a> <a:b> 1 }"
    as_update = {"Content-Type": "application/sparql-update"}
    for answer in (
        client.post("/sparql", data={"update": update}),
        client.get("/sparql", params={"update": update}),
        client.post("/sparql", content=update, headers=as_update),
    ):
        assert answer.status_code == 403
        assert "read only" in answer.text
    assert ask(client, update).status_code == 400
    for name in ("default-graph-uri", "named-graph-uri"):
        for answer in (
            client.get("/sparql", params={"query": "ASK {}", name: "http://a.example/"}),
            client.post("/sparql", data={"query": "ASK {}", name: "http://a.example/"}),
        ):
            assert answer.status_code == 400
            assert name in answer.text
    assert ask(client, "ASK { <a:a> <a:b> 1 }").json()["boolean"] is False
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.request(method, "/sparql").status_code == 405


def test_wrong_queries_are_located(client: httpx.Client) -> None:
    answer = ask(client, "SELECT *\n{ ?s a cmq:Actor ;; ?p }")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("line 2, column ")
    assert "unknown prefix nope:" in ask(client, "SELECT * { ?s nope:x ?o }").text
    for query in (
        "",
        " ",
        "{",
        "SELECT",
        "SELECT (?s AS ?x) (COUNT(*) AS ?n) { ?s ?p ?o }",
        '"\\ud800',
        "\x00",
    ):
        assert ask(client, query).status_code == 400, query
    unknown = ask(client, "SELECT * { ?s ?p ?o FILTER(<http://a.example/f>(?s)) }")
    assert unknown.status_code == 400 or unknown.json()["results"]["bindings"] == []  # pyoxigraph 0.5.0
    deep = ask(client, "SELECT * " + "{" * 3000 + "}" * 3000)
    assert deep.status_code == 400
    assert "nested too deeply" in deep.text


def test_wrong_requests_are_told_what_to_do(client: httpx.Client) -> None:
    query = {"Content-Type": "application/sparql-query"}
    too_large = client.post("/sparql", content="ASK {}" + " " * 1_000_000, headers=query)
    assert too_large.status_code == 413
    assert "1,000,000 bytes" in too_large.text
    assert client.post("/sparql", content=b"\xff", headers=query).status_code == 400
    assert client.get("/sparql?query=%FF").status_code == 400
    assert client.get("/sparql?query=a&query=b").status_code == 400
    assert client.get("/sparql?query=a&as=b").status_code == 400
    assert client.post("/sparql", data={"question": "sources"}).status_code == 400
    assert client.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}).status_code == 415
    embedded = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert client.get("/sparql?query=ASK{}", headers=embedded).status_code == 403


def test_no_query_goes_to_the_network(client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.3)
        iri = f"http://127.0.0.1:{other.getsockname()[1]}/"
        for query in (
            f"SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }} }}",
            f"SELECT * {{ {{ SELECT * {{ SERVICE SILENT <{iri}> {{ ?s ?p ?o }} }} }} }}",
            f"SELECT * {{ # \rSERVICE SILENT <{iri}> {{ ?s ?p ?o }}\n}}",
            f"PREFIX e: <{iri}> SELECT * {{ SERVICESILENTe: {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE SILENT <{iri}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p ?o FILTER(?s<?p)#>'''\n SERVICE SILENT <{iri}> {{}} #'''\n}}",
            f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        ):
            assert ask(client, query).status_code == 400, query
        with pytest.raises(TimeoutError):
            other.accept()
    harmless = 'SELECT ?service { ?service a cmq:Actor FILTER(STR(?service) != "SERVICE <x>") } # service'
    assert ask(client, harmless).status_code == 200


def test_only_requests_for_this_machine_are_answered(client: httpx.Client) -> None:
    for host in (
        "evil.example",
        "evil.example:8765",
        "localhost.evil.example",
        "192.0.2.1",
        "localhost@evil",
        "",
    ):
        assert client.get("/report.json", headers={"Host": host}).status_code == 400, host
        assert client.get("/sparql?query=ASK{}", headers={"Host": host}).status_code == 400, host
    for host in ("localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"):
        assert client.get("/report.json", headers={"Host": host}).status_code == 200, host
    for path in ("/", "/sparql", "/nothing"):
        headers = client.get(path, headers={"Origin": "http://evil.example"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert not [name for name in headers if name.startswith("access-control")]


# ---------------------------------------------------------------------------------------------------- limits


def test_a_long_query_is_stopped_and_the_next_is_answered(client: httpx.Client) -> None:
    started = time.monotonic()
    slow = ask(client, ENDLESS)
    assert slow.status_code == 503
    assert f"stopped after {TIMEOUT} seconds" in slow.text
    assert TIMEOUT <= time.monotonic() - started < TIMEOUT + 2
    assert ask(client, "ASK { ?s ?p ?o }").json()["boolean"] is True


@contextmanager
def opened(folder: Path, **limits: Any) -> Iterator[QueryPool]:
    with open_query_pool(folder / "graph.ttl", Limits(**limits)) as pool:
        yield pool


async def present() -> bool:
    return False


def answer(pool: QueryPool, query: str) -> Awaitable[tuple[Answer, bytes]]:
    return pool.answer(query, choose("*/*", ROWS), choose("*/*", TRIPLES), present)


def run_apart(coroutine: Coroutine[object, object, list[type]]) -> list[type]:
    """Run a coroutine in a thread: Playwright keeps a loop in this one, once the browser tests have run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def gather(*asked: Awaitable[tuple[Answer, bytes]]) -> list[type]:
    return [type(each) for each in await asyncio.gather(*asked, return_exceptions=True)]


def test_queries_wait_but_not_too_many_and_not_too_long(folder: Path) -> None:
    with opened(folder, at_a_time=1, waiting=1, timeout=0.6) as pool:
        kinds = run_apart(gather(*(answer(pool, ENDLESS) for _ in range(3))))
        assert kinds.count(TooSlowError) >= 1
        assert kinds[2] is BusyError  # there is one place to wait
        assert run_apart(gather(answer(pool, "ASK {}"))) == [tuple]


def test_results_and_memory_are_limited_and_broken_processes_replaced(folder: Path) -> None:
    with opened(folder, at_a_time=1, max_result=10_000, max_memory=300_000_000, timeout=20) as pool:
        assert run_apart(gather(answer(pool, "SELECT * { ?s ?p ?o }"))) == [ResultTooLargeError]
        assert run_apart(gather(answer(pool, "CONSTRUCT WHERE { ?s ?p ?o }"))) == [ResultTooLargeError]
        if sys.platform == "linux":
            assert run_apart(gather(answer(pool, HUNGRY))) == [BrokenQueryError]
        assert run_apart(gather(answer(pool, "ASK {}"))) == [tuple]
        for process in multiprocessing.active_children():
            process.kill()  # while it does nothing
            process.join()
        time.sleep(0.3)
        assert run_apart(gather(answer(pool, "ASK {}"))) == [tuple]


# ----------------------------------------------------------------------------------------------- the command


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT for one process on Windows")
def test_ctrl_c_ends_it_and_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    with running(folder, temporary=tmp_path) as server:
        with httpx.Client(base_url=server.address, trust_env=False) as client:
            for _ in range(3):  # more than run at a time; whoever asked goes away
                with pytest.raises(httpx.ReadTimeout):
                    client.get("/sparql", params={"query": ENDLESS}, timeout=0.2)
            assert client.get("/sparql", params={"query": "ASK {}"}, timeout=10).status_code == 200
        assert next(each.name for each in tmp_path.iterdir()).startswith("communique-serve-")
        got: list[int] = []
        query = {"query": ENDLESS}
        thread = threading.Thread(
            target=lambda: got.append(
                httpx.get(server.address + "sparql", params=query, timeout=30, trust_env=False).status_code
            )
        )
        thread.start()
        time.sleep(0.7)
        started = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        told, noted = server.process.communicate(timeout=20)
        thread.join()
        assert time.monotonic() - started < 5
        assert (server.process.returncode, noted) == (0, "")
        assert told.endswith("stopped\n")
        assert "Traceback" not in told
        assert got == [503]
        assert list(tmp_path.iterdir()) == []


def error_of(*arguments: str) -> str:
    result = CliRunner().invoke(cli.app, ["serve", *arguments])
    assert isinstance(result.exception, CommuniqueError), result.output
    return str(result.exception)


def test_what_cannot_be_served_is_told(folder: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert (
        error_of(str(missing))
        == f"{missing} does not exist. Make it with: communique build PATH -o {missing}"
    )
    assert "holds no graph.ttl. Make it with: communique build" in error_of(str(tmp_path))
    (tmp_path / "graph.ttl").write_text("<a> <b> .", "utf-8")
    assert "is not valid Turtle: " in error_of(str(tmp_path), "--port", "0")
    assert "Build it again" in error_of(str(tmp_path), "--port", "0")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert error_of(str(folder), "--port", port).startswith(f"port {port} of 127.0.0.1 is taken. ")
    assert "no address of this machine" in error_of(str(folder), "--host", "no host", "--port", "0")


def test_a_host_for_the_network_is_warned_about(folder: Path) -> None:
    with running(folder, "--host", "0.0.0.0") as server:
        port = server.address.rstrip("/").rpartition(":")[2]
        address = f"http://127.0.0.1:{port}/report.json"
        assert httpx.get(address, trust_env=False).status_code == 200
        assert httpx.get(address, headers={"Host": "evil.example"}, trust_env=False).status_code == 400
        server.process.send_signal(signal.SIGINT)
        _, noted = server.process.communicate(timeout=20)
    assert "anybody on the network can read the graph" in noted


def test_the_sample_is_whole(folder: Path) -> None:
    """The tests above compare with a graph that has something in it."""
    triples = list(pyoxigraph.parse(path=str(folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) > 200
    assert json.loads((folder / "statements.jsonl").read_text("utf-8").splitlines()[0])

"""What `/sparql` shows by itself: a page to ask on, and for programs a description of the service."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup

from ..export.files import read_template
from ..graph.questions import list_questions
from .negotiation import PAGE, ROWS, TRIPLES

if TYPE_CHECKING:
    from .query_process import Answer

FIRST_QUERY = """SELECT ?date ?who ?stance ?words WHERE {
  ?s cmq:speaker/rdfs:label ?who ; cmq:stance/skos:prefLabel ?stance ; cmq:text ?words .
  OPTIONAL { ?s cmq:date ?date }
  FILTER(LANG(?who) = "en" && LANG(?stance) = "en")
}
ORDER BY ?date
LIMIT 100
"""

SERVICE_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

[] a sd:Service ;
  sd:endpoint </sparql> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


def make_query_page(query: str, answer: Answer | None = None, problem: str = "") -> tuple[str, str]:
    """Return the page with a query and its answer, or what is wrong with it; and the content security policy
    to send with it: no script runs, nothing is fetched."""
    style = read_template("query.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    offers = TRIPLES if answer and answer.kind == "triples" else ROWS
    links = [
        (offer.name, "/sparql?" + urlencode({"query": query, "as": offer.name}))
        for offer in offers
        if offer != PAGE
    ]
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(read_template("query.html.j2")).render(
        query=query,
        table=answer.table if answer else None,
        problem=problem,
        links=links,
        questions=list_questions(),
        style=Markup(style),  # our own file
    )
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
    return page, policy + "base-uri 'none'; frame-ancestors 'none'"

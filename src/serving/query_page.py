"""What `/sparql` shows by itself: a page to ask on, and for programs a description of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from ..export.files import policy_hash, read_template, render_template
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
    offers = TRIPLES if answer and answer.kind == "triples" else ROWS
    links = [
        (offer.name, "/sparql?" + urlencode({"query": query, "as": offer.name}))
        for offer in offers
        if offer != PAGE
    ]
    page = render_template(
        "query.html.j2",
        query=query,
        table=answer.table if answer else None,
        problem=problem,
        links=links,
        questions=list_questions(),
        style=Markup(style),  # our own file
    )
    policy = f"default-src 'none'; style-src '{policy_hash(style)}'; img-src data:; form-action 'self'; "
    return page, policy + "base-uri 'none'; frame-ancestors 'none'"

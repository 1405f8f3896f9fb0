"""GRAPH -> LAPTOP: shows the page of a finished graph and answers SPARQL about it."""

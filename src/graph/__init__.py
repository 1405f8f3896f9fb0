"""STATEMENTS -> GRAPH: a NetworkX multigraph and an RDF dataset of who says what about whom."""

"""GRAPH -> FILES: an HTML page, Turtle, GraphML and tables."""

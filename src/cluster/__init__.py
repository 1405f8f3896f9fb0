"""ARTICLES -> STATEMENTS, COUNTS, TRIPLES on many machines, with Dask and DuckDB (extra `cluster`)."""

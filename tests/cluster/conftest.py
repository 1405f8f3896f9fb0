"""Tests of the cluster need its extra."""

from __future__ import annotations

from importlib.util import find_spec

missing = [name for name in ("distributed", "duckdb", "pyarrow") if find_spec(name) is None]
collect_ignore_glob = ["test_*.py"] if missing else []

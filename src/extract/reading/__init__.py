"""FILES -> RECORDS: one reader for each kind of file; `formats.py` beside this folder lists them.

A reader takes a `Stored` thing (a file, a member of an archive, standard input) and yields one `Record` an
article, or a `SkippedArticle` that says why there is none. It reads in pieces and keeps no file in memory
that may be large. What it reads it never writes anywhere, and nothing is fetched.
"""

"""ARTICLE -> STATEMENTS: attribution first (cue, source, content), meaning second."""

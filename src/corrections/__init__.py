"""A user's corrections: TOML file -> records -> replayed on the statements that were extracted."""

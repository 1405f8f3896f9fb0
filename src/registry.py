"""What can be plugged in, and the names it is known by.

Built-ins register with a decorator or call; other distributions use the entry-point groups
`communique_languages`
and `communique_exporters`. An unknown name raises with the list of the known ones (`catalogue` does that).
"""

from __future__ import annotations

import catalogue

languages = catalogue.create("communique", "languages", entry_points=True)
exporters = catalogue.create("communique", "exporters", entry_points=True)

"""What can be plugged in, and the names it is known by.

Languages: built-ins register by a call; other distributions use the entry-point group `communique_languages`.
An unknown name raises with the list of the known ones (`catalogue` does that).
Representations: what shows a "network" in a notebook. It is an entry point of this package, too, because the
graph must not import the export that draws it.
"""

from __future__ import annotations

import catalogue

languages = catalogue.create("communique", "languages", entry_points=True)
representations = catalogue.create("communique", "representations", entry_points=True)

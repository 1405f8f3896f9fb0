"""What can be plugged in, and the names it is known by.

Built-ins register by a call; other distributions use the entry-point group `communique_languages`. An unknown
name raises with the list of the known ones (`catalogue` does that).
"""

from __future__ import annotations

import catalogue

languages = catalogue.create("communique", "languages", entry_points=True)

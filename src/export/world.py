"""The map of the world behind the page: an outline without tiles, and where on it a place lies.

The outline is Natural Earth's (https://www.naturalearthdata.com, public domain), made by
`make_world_outline.py`. Its borders are those in force on the ground as Natural Earth 4.1 draws them (Crimea
with Russia, Northern Cyprus and Somaliland apart); they are no statement about sovereignty.

Positions are units of the map: x from 0 in the west to `WIDTH` in the east, y from 0 in the north downwards.
At the equator a unit is 20 km wide. The projection is Equal Earth (Šavrič, Patterson, Jenny: The Equal Earth
map projection, 2018): areas are true, and it is a few lines of arithmetic. The map is cut in the Bering
Strait, where no land is in the way, so that Russia and Fiji stay whole.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import asin, cos, pi, radians, sin, sqrt
from typing import Any

from ..knowledge.actors import load_actors
from ..knowledge.places import load_places
from ..model import ActorKind
from .files import read_template

WIDTH = 2000
NORTH, SOUTH = 84.0, -58.0
"""Degrees of latitude where the map ends: all land but Antarctica lies between."""
MIDDLE = 11.5
"""Degrees of longitude in the middle of the map; its edges are at 168.5 degrees west."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796  # as published
_SCALE = WIDTH / (4 * pi / (sqrt(3) * _A1))  # the divisor is the length of the equator


@dataclass(frozen=True, slots=True)
class Outline:
    """What is drawn of the world, as data of SVG paths; holes are true under both rules of filling."""

    width: int
    height: int
    land: str
    borders: str
    """Open lines between two countries; coasts are only in `land`."""


def project(latitude: float, longitude: float, digits: int = 1) -> tuple[float, float]:
    """Return x and y on the map of a position in degrees, north and east positive, as units of the map.

    What lies north of `NORTH` or south of `SOUTH` falls off the map: y < 0 or y > height.

    >>> project(48.85, 2.35)  # Paris
    (957.7, 141.7)
    """
    x, y = _equal_earth(latitude, (longitude - MIDDLE + 180) % 360 - 180)
    return round(WIDTH / 2 + x * _SCALE, digits), round((_equal_earth(NORTH, 0)[1] - y) * _SCALE, digits)


def _equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Return x and y in radii of the earth, from where the equator crosses the middle."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    y = theta * (_A1 + _A2 * theta**2 + _A3 * theta**6 + _A4 * theta**8)
    slope = _A1 + 3 * _A2 * theta**2 + 7 * _A3 * theta**6 + 9 * _A4 * theta**8
    return 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope), y


def load_outline() -> Outline:
    """Return the outline of the world; states are lines and points in it, never filled areas.

    >>> load_outline().width
    2000
    """
    world = _world()
    return Outline(world["width"], world["height"], world["land"], world["borders"])


def locate(place_id: str) -> tuple[float, float] | None:
    """Return x and y of a place or state on the map, in its units; None where no record says it.

    A state is drawn well inside its largest piece of land. Regions and seas have no position.

    >>> locate("aleppo")
    (1129.2, 221.5)
    >>> locate("ghouta") is None
    True
    """
    # A state goes first: Singapore and Monaco are cities too.
    if place_id in _world()["points"]:
        x, y = _world()["points"][place_id]
        return x, y
    place = load_places().get(place_id)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return project(place.latitude, place.longitude)


def place_name(place_id: str) -> tuple[str, str] | None:
    """Return the English and the French name of a place or state; None if the id is unknown.

    A place that has no French name of its own is called the same in both.

    >>> place_name("aleppo"), place_name("lebanon")
    (('Aleppo', 'Alep'), ('Lebanon', 'Liban'))
    """
    actor = load_actors().get(place_id)
    named = actor if actor is not None and actor.kind is ActorKind.STATE else load_places().get(place_id)
    return None if named is None else (named.name, named.name_fr or named.name)


@cache
def _world() -> Any:
    return json.loads(read_template("world.json"))

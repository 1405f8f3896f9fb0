from __future__ import annotations

import json
import os
import re
from functools import cache
from itertools import pairwise
from math import cos, hypot, isclose, pi, radians, sqrt
from pathlib import Path

import pytest

from communique.export.files import read_template
from communique.export.make_world_outline import main, make_world
from communique.export.world import MIDDLE, NORTH, SOUTH, WIDTH, load_outline, locate, place_name, project
from communique.knowledge.actors import load_actors
from communique.knowledge.places import load_places
from communique.knowledge.tables import make_slug, read_table

Point = tuple[float, float]
Line = list[Point]

STATES = [row.text("id") for row in read_table("states.tsv")]
# fmt: off
WITHOUT_OUTLINE = {  # too small at 1:110 million
    "andorra", "antigua-and-barbuda", "bahrain", "barbados", "cape-verde", "comoros", "dominica", "grenada",
    "kiribati", "liechtenstein", "maldives", "malta", "marshall-islands", "mauritius", "micronesia",
    "monaco", "nauru", "palau", "saint-kitts-and-nevis", "saint-lucia", "saint-vincent-and-the-grenadines",
    "samoa", "san-marino", "sao-tome-and-principe", "seychelles", "singapore", "tonga", "tuvalu",
    "vatican-city",
}
# fmt: on
OUTLINE = load_outline()
EXACT = 9  # digits


@cache
def lines_of(path: str) -> list[Line]:
    """Return the lines of a path as world.json writes them: relative, with "m" and "z" only."""
    lines, start, at = [], (0.0, 0.0), (0.0, 0.0)
    for part in path.split("m")[1:]:
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        line = []
        for k in range(0, len(numbers), 2):
            at = (round(at[0] + numbers[k], 1), round(at[1] + numbers[k + 1], 1))
            line.append(at)
        start = line[0]
        if part.endswith("z"):
            line.append(start)
            at = start
        lines.append(line)
    return lines


def is_inside(point: Point, path: str) -> bool:
    """Tell whether a point lies in a path, by the rule "evenodd"."""
    x, y = point
    crossed = 0
    for line in lines_of(path):
        for (ax, ay), (bx, by) in pairwise(line):
            crossed += (ay > y) != (by > y) and ax + (y - ay) / (by - ay) * (bx - ax) > x
    return crossed % 2 == 1


def city(place_id: str) -> Point:
    point = locate(place_id)
    assert point is not None, place_id
    return point


# ------------------------------------------------------------------------------------------------ projection


def test_the_projection_has_the_published_proportions() -> None:
    """Šavrič, Patterson, Jenny 2018: poles 0.59247 of the equator, width 2.05458 of the height."""
    west, east = MIDDLE - 179.9999999, MIDDLE + 179.9999999
    equator = project(0, east, EXACT)[0] - project(0, west, EXACT)[0]
    pole = project(90, east, EXACT)[0] - project(90, west, EXACT)[0]
    height = project(-90, MIDDLE, EXACT)[1] - project(90, MIDDLE, EXACT)[1]
    assert equator == pytest.approx(WIDTH, abs=1e-4)
    assert pole / equator == pytest.approx(0.59247, abs=1e-5)
    assert equator / height == pytest.approx(2.05458, abs=1e-5)


@pytest.mark.parametrize(
    ("latitude", "east_of_middle", "x", "y"),
    # Radii of the earth: y by the published polynomial, x = 2 / sqrt(3) * longitude * cos(theta) / y',
    # with y' by differences instead of the derivative that the module writes out.
    [
        (0, 90, 1.353314992, 0.0),
        (30, 60, 0.843900559, 0.59293512),
        (-45, -120, -1.546472665, -0.860231086),
        (60, 10, 0.113281116, 1.088300836),
        (80, 150, 1.39189765, 1.288211196),
    ],
)
def test_positions_are_those_of_equal_earth(
    latitude: float, east_of_middle: float, x: float, y: float
) -> None:
    radius = WIDTH / (4 * pi / (sqrt(3) * 1.340264))
    equator = project(0, MIDDLE, EXACT)[1]
    px, py = project(latitude, MIDDLE + east_of_middle, EXACT)
    assert ((px - WIDTH / 2) / radius, (equator - py) / radius) == pytest.approx((x, y), abs=1e-8)


@pytest.mark.parametrize("latitude", [-50.0, -20.0, 0.0, 15.0, 48.0, 70.0])
def test_areas_are_true(latitude: float) -> None:
    step, longitude = 1e-3, 60.0
    (ax, ay), (bx, by), (cx, cy) = (
        project(latitude + up * step, longitude + right * step, 12) for up, right in ((0, 0), (0, 1), (1, 0))
    )
    area = abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    radius = WIDTH / (4 * pi / (sqrt(3) * 1.340264))
    assert isclose(area, radius**2 * cos(radians(latitude)) * radians(step) ** 2, rel_tol=1e-3)


def test_the_map_is_cut_in_the_bering_strait() -> None:
    assert project(0, -168.4)[0] < 1 < WIDTH - 1 < project(0, -168.6)[0]
    assert project(66, 179.9)[0] < project(66, -179.9)[0] < project(66, -170)[0]  # the far east of Russia
    assert project(10, 370) == project(10, 10)


def test_the_map_ends_where_it_says() -> None:
    assert project(NORTH, 0)[1] == 0
    assert round(project(SOUTH, 0)[1]) == OUTLINE.height


@pytest.mark.parametrize(
    ("place", "west_of", "north_of"),
    [
        ("paris", "damascus", "damascus"),
        ("beirut", "damascus", "damascus"),
        ("aleppo", "baghdad", "damascus"),
        ("ankara", "aleppo", "aleppo"),
        ("damascus", "baghdad", "jerusalem"),
        ("cairo", "jerusalem", "khartoum"),
        ("ottawa", "london", "brasilia"),
        ("tokyo", "auckland", "canberra"),
        ("moscow", "beijing", "ankara"),
    ],
)
def test_cities_lie_as_in_the_world(place: str, west_of: str, north_of: str) -> None:
    assert city(place)[0] < city(west_of)[0]
    assert city(place)[1] < city(north_of)[1]


# --------------------------------------------------------------------------------------------------- outline


@pytest.mark.parametrize("place", ["aleppo", "denver", "moscow", "ouagadougou", "kathmandu"])
def test_a_city_inland_lies_on_land(place: str) -> None:
    assert is_inside(city(place), OUTLINE.land)


def test_every_state_has_a_position_on_the_map() -> None:
    for state in STATES:
        x, y = city(state)
        assert 0 <= x <= WIDTH, state
        assert 0 <= y <= OUTLINE.height, state


@pytest.mark.parametrize("state", sorted(set(STATES) - WITHOUT_OUTLINE))
def test_a_state_stands_on_land(state: str) -> None:
    assert is_inside(city(state), OUTLINE.land)


@pytest.mark.parametrize("state", sorted(WITHOUT_OUTLINE - {"kiribati"}))  # its towns are far from its land
def test_a_small_state_stands_near_a_town_of_its_own(state: str) -> None:
    places = [place for place in load_places().values() if place.country == state]
    points = [project(each.latitude, each.longitude) for each in places if each.latitude and each.longitude]
    x, y = city(state)
    assert min(hypot(px - x, py - y) for px, py in points) < 3.6  # 60 km


def test_no_line_crosses_the_map() -> None:
    for path in (OUTLINE.land, OUTLINE.borders):
        lines = lines_of(path)
        assert lines
        for line in lines:
            assert max(abs(ax - bx) for (ax, _), (bx, _) in pairwise(line)) < WIDTH / 10
            assert all(0 <= x <= WIDTH and 0 <= y <= OUTLINE.height for x, y in line)


def test_land_is_closed_and_borders_are_inner() -> None:
    coast = {point for line in lines_of(OUTLINE.land) for point in line}
    assert OUTLINE.land.count("m") == OUTLINE.land.count("z")
    assert "z" not in OUTLINE.borders
    inner = [point for line in lines_of(OUTLINE.borders) for point in line[1:-1]]
    assert sum(point in coast for point in inner) < len(inner) / 100


def test_the_map_is_small() -> None:
    assert len(OUTLINE.land) + len(OUTLINE.borders) < 75_000
    assert len(read_template("world.json")) < 65_000
    assert read_template("world.json").isascii()


# ---------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    "place_id", ["ghouta", "mediterranean-sea", "no-such-place", "", "vladimir-putin", "nato"]
)
def test_what_no_record_locates_has_no_position(place_id: str) -> None:
    assert locate(place_id) is None


def test_a_position_of_a_place_is_that_of_its_record() -> None:
    place = load_places()["aleppo"]
    assert place.latitude is not None
    assert place.longitude is not None
    assert locate("aleppo") == project(place.latitude, place.longitude)


@pytest.mark.parametrize("state", ["lebanon", "jordan", "mali", "palestine"])
def test_a_state_is_not_where_a_town_of_its_name_is(state: str) -> None:
    towns = [place for place in load_places().values() if make_slug(place.name) == state]
    assert towns
    for town in towns:
        assert town.latitude is not None
        assert town.longitude is not None
        assert city(state) != project(town.latitude, town.longitude)


@pytest.mark.parametrize(
    ("place_id", "names"),
    [
        ("aleppo", ("Aleppo", "Alep")),
        ("ghouta", ("Ghouta", "Ghouta")),
        ("denver", ("Denver", "Denver")),  # has no French name of its own
        ("syria", ("Syria", "Syrie")),
        ("lebanon", ("Lebanon", "Liban")),
        ("no-such-place", None),
        ("vladimir-putin", None),
    ],
)
def test_names_of_places(place_id: str, names: tuple[str, str] | None) -> None:
    assert place_name(place_id) == names


def test_every_state_has_its_names() -> None:
    assert {state: place_name(state) for state in STATES} == {
        state: (load_actors()[state].name, load_actors()[state].name_fr) for state in STATES
    }


# ---------------------------------------------------------------------------------------------------- making


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    """A small atlas: France and Germany side by side, Kosovo apart, an unknown state, and Antarctica."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[10, 50], [0, -10]],  # down between France and Germany
            [[10, 40], [-10, 0], [0, 10], [10, 0]],
            [[10, 50], [10, 0], [0, -10], [-10, 0]],
            [[20, 42], [1, 0], [0, 1], [-1, -1]],
            [[0, -80], [9, 0], [0, 9], [-9, -9]],
            [[40, 0], [1, 0], [0, 1], [-1, -1]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "id": "250", "properties": {"name": "France"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "id": "276", "properties": {"name": "Germany"}},
                    {"type": "Polygon", "arcs": [[3]], "properties": {"name": "Kosovo"}},
                    {"type": "Polygon", "arcs": [[5]], "properties": {"name": "Atlantis"}},
                    {"type": "Polygon", "arcs": [[4]], "id": "010", "properties": {"name": "Antarctica"}},
                ]
            },
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]], [[3]], [[4]], [[5]]]}]},
        },
    }
    for name in ("countries-110m.json", "countries-50m.json"):
        (tmp_path / name).write_text(json.dumps(topology))
    return tmp_path


def test_the_script_draws_an_atlas(atlas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(atlas)])
    world = json.loads(capsys.readouterr().out)
    assert [line[0] for line in lines_of(world["land"])] == [  # Antarctica is off the map
        project(latitude, longitude) for latitude, longitude in ((40, 10), (42, 20), (0, 40))
    ]
    assert lines_of(world["borders"]) == [[project(50, 10), project(40, 10)]]
    for state in ("france", "germany", "kosovo"):
        assert is_inside(tuple(world["points"][state]), world["land"])
    assert world["points"]["france"] == pytest.approx(project(45, 5), abs=10)  # 23 from the sides
    assert world["points"]["syria"] == list(city("damascus"))  # in neither file: at its capital


def test_the_script_writes_the_same_each_time(atlas: Path) -> None:
    assert make_world(atlas) == make_world(atlas)


def test_the_file_is_what_the_script_makes() -> None:
    folder = os.environ.get("WORLD_ATLAS")
    if folder is None:
        pytest.skip("set WORLD_ATLAS to the folder of the npm package world-atlas 2.0.2")
    assert make_world(Path(folder)) == read_template("world.json")

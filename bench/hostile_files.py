"""One hostile input of a kind: a file, a folder, a link or a named pipe, drawn by a seed."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from hostile_bytes import EVIL, damaged, odd_table
from hostile_formats import PLAIN, encoded
from hostile_texts import SEEDS, TEXTS, cut_seed, seed_texts

from communique.extract.reading.stored import zstd

if TYPE_CHECKING:
    from collections.abc import Callable


def link(rng: Random, path: Path) -> Path:
    """Make a link: to nothing, to itself, to a device, out of the folder, or to a sound file."""
    target = rng.choice(
        ("gone.txt", path.name, "/dev/zero", "/dev/null", "../../x", str(next(SEEDS.glob("*.txt"))))
    )
    path.symlink_to(target)
    return path


def pipe(_: Random, path: Path) -> Path:
    """Make a named pipe, from which nobody ever writes."""
    os.mkfifo(path)
    return path


def odd_name(rng: Random, path: Path) -> Path:
    """Write a file under a name in no encoding, or with marks that mean something elsewhere."""
    name = rng.choice(
        (
            b"caf\xe9",
            b"\xff\xfe",
            b"a\nb",
            b"-o",
            b"a!",
            b"a.txt!",
            "\u202ea".encode(),
            b"x" * 240,
            b"a:12",
            b"~",
        )
    )
    folder = path.with_suffix(".d")
    folder.mkdir()
    file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".txt"))
    file.write_text(cut_seed(rng, 300) + "Paris spoke.", "utf-8")
    return rng.choice((folder, file))


def folder(rng: Random, path: Path) -> Path:
    """Make a folder: deep, round in a circle, or with an `articles.csv` that tells nonsense of its files."""
    path = path.with_suffix(".d")
    inner = path.joinpath(*["x"] * rng.choice((1, 1, 40, 300)))
    inner.mkdir(parents=True)
    (inner / "round").symlink_to(path)
    (inner / "a.txt").write_bytes(encoded(rng, seed_texts()[rng.randrange(5)][:600]))
    (inner / "articles.csv").write_bytes(
        rng.choice((b"file,text,id\na.txt,x,y\n../no/a.txt,,\n" + b"x" * 999, odd_table(rng, 300)))
    )
    if rng.random() < 0.3:
        (inner / "a.txt").chmod(0)
    return path


ODD: dict[str, Callable[[Random, Path], Path]] = {
    "links": link,
    "named pipes": pipe,
    "odd names": odd_name,
    "folders": folder,
}
KINDS = (*TEXTS, *EVIL, *ODD, "damaged files")
"""All kinds of input."""


def write_input(kind: str, seed: int, at: Path, size: int) -> Path:
    """Write one input of a kind and about a size beside `at` and return where it is, always the same one."""
    rng = Random(f"{kind}/{seed}")
    if kind in ODD:
        return ODD[kind](rng, at.with_suffix(".txt"))
    if kind == "damaged files":
        suffix, data = damaged(rng, size)
    elif kind in EVIL:
        suffix, data = rng.choice(EVIL[kind][0]), EVIL[kind][1](rng, size)
    else:
        text = TEXTS[kind](rng, size)
        suffix = ".txt" if rng.random() < 0.5 else rng.choice(list(PLAIN))
        data = PLAIN[suffix](rng, text)
    packing = rng.choice(("", "", "", "", ".gz", ".zst"))
    packed = {"": data, ".gz": gzip.compress(data, 1), ".zst": zstd.compress(data)}[packing]
    path = at.with_name(f"{at.name}{suffix}{packing}")
    path.write_bytes(packed)
    return path

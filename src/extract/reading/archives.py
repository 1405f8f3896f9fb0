"""Zip and tar archives: their members are read one after the other, in memory, and written nowhere.

A member whose name leads out of the archive, a link, a device, an archive in the archive and an encrypted
member are told and not read. Hidden members and those of other kinds are left out, as in folders.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, cast

from .metadata_table import MAX_TABLE, NAME, described, parse_metadata, row_about, unused_rows
from .records import Record, SkippedArticle, UnreadableError
from .stored import Meter, Stored, metered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from .metadata_table import MetadataTable

    Reader = Callable[[Stored], Iterator[Record | SkippedArticle]]
    Kind = Callable[[str], str]
    Members = Callable[[Stored], AbstractContextManager[Iterator["Member"]]]

INSIDE = "!/"
"""Between an archive and its member: `news.zip!/2017/a.txt`."""

_MAX_MEMBERS = 1_000_000
_LEADS_OUT = "has a name that leads out of the archive; rename it"
_LINK = "is a link inside an archive, which is not followed; put the file itself there"
_IN_ARCHIVE = "is an archive inside an archive; unpack it first"
_NESTED = {".zip": _IN_ARCHIVE, ".tar": _IN_ARCHIVE}
_PLAIN_ZIP = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: how to open it, or why it is not read."""

    name: str
    open: Callable[[], BinaryIO]
    fault: str | None

    @property
    def path(self) -> PurePosixPath:
        """Its place in the archive, also where the name is written as on Windows."""
        return PurePosixPath(self.name.replace("\\", "/"))

    @property
    def is_hidden(self) -> bool:
        """Whether it or a folder around it is hidden, or what macOS adds to archives."""
        hidden = (part.startswith(".") or part == "__MACOSX" for part in self.path.parts if part != "..")
        return any(hidden)


def read_zip(stored: Stored, read: Reader, kind_of: Kind) -> Iterator[Record | SkippedArticle]:
    """Yield what `read` makes of each member of a zip archive, in its order; `kind_of` tells a name's suffix.

    Raises UnreadableError, or what zipfile raises, for a file that is no zip archive.
    """
    return _read_members(stored, _zip_members, read, kind_of)


def read_tar(stored: Stored, read: Reader, kind_of: Kind) -> Iterator[Record | SkippedArticle]:
    """Yield what `read` makes of each member of a tar archive, in its order, as `read_zip`.

    The archive is read twice: an `articles.csv` may come after the files that it tells about.
    """
    return _read_members(stored, _tar_members, read, kind_of)


def _read_members(
    stored: Stored, members_of: Members, read: Reader, kind_of: Kind
) -> Iterator[Record | SkippedArticle]:
    names, tables = _look_around(stored, members_of, kind_of)
    below = {(path.parent.parent, path.name) for path in names}

    def is_there(file: PurePath) -> bool:
        return file in names or (file.parent, file.name) in below

    with members_of(stored) as members:
        for count, member in enumerate(members):
            if count == _MAX_MEMBERS:
                raise UnreadableError(
                    f"it has more than {_MAX_MEMBERS:,} members, of which the first were read"
                )
            kind, source, folder = kind_of(member.name), _inside(stored, member), member.path.parent
            if not kind or member.is_hidden:
                continue
            if fault := member.fault or _NESTED.get(kind):
                yield SkippedArticle(source, fault)
            elif member.path.name == NAME and folder in tables:
                yield from unused_rows(tables[folder], is_there)
            else:
                row = row_about(member.path, tables.get, names.__contains__)
                inside = Stored(source, member.path.name, member.open)
                yield from (described(record, row) for record in read(inside))


def _look_around(
    stored: Stored, members_of: Members, kind_of: Kind
) -> tuple[set[PurePath], dict[PurePath, MetadataTable]]:
    """Return the files in an archive that can be read, and the `articles.csv` of each folder in it."""
    names: set[PurePath] = set()
    tables: dict[PurePath, MetadataTable] = {}
    # Damage is told by the second reading, after what comes before it.
    with suppress(Exception), members_of(stored) as members:
        for member in islice(members, _MAX_MEMBERS):
            if kind_of(member.name) and not member.fault:
                names.add(member.path)
                if member.path.name == NAME and (data := _read_table(member)) is not None:
                    folder = member.path.parent
                    tables[folder] = parse_metadata(_inside(stored, member), folder, data)
    return names, tables


def _inside(stored: Stored, member: Member) -> str:
    return f"{stored.source}{INSIDE}{member.name}"


def _read_table(member: Member) -> bytes | None:
    with member.open() as stream:
        data = stream.read(MAX_TABLE + 1)
    return data if len(data) <= MAX_TABLE else None


@contextmanager
def _zip_members(stored: Stored) -> Iterator[Iterator[Member]]:
    with stored.seekable() as file:
        meter, size = Meter(), file.seek(0, io.SEEK_END)
        with zipfile.ZipFile(file) as archive:

            def opened(info: zipfile.ZipInfo) -> BinaryIO:
                meter.taken = min(meter.taken + info.compress_size, size)  # members may share their bytes
                return metered(cast("BinaryIO", archive.open(info)), meter)

            def members() -> Iterator[Member]:
                for info in archive.infolist():
                    if not info.is_dir():
                        yield Member(info.filename, partial(opened, info), _zip_fault(info))
                        meter.give(0)  # raises when the member before was a flood

            yield members()


def _zip_fault(info: zipfile.ZipInfo) -> str | None:
    if leads_out(info.filename):
        return _LEADS_OUT
    if stat.S_ISLNK(info.external_attr >> 16):
        return _LINK
    if info.flag_bits & 1:
        return "is encrypted; unpack it with its password first"
    if info.compress_type not in _PLAIN_ZIP:
        return f"is packed in a way that is not read here (method {info.compress_type}); unpack it first"
    return None


@contextmanager
def _tar_members(stored: Stored) -> Iterator[Iterator[Member]]:
    with stored.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        yield _tar_files(archive)


def _tar_files(archive: tarfile.TarFile) -> Iterator[Member]:
    while (info := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # else tarfile keeps them all
        if not info.isdir():
            yield Member(info.name, partial(_open_in_tar, archive, info), _tar_fault(info))


def _open_in_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return cast("BinaryIO", archive.extractfile(info))


def _tar_fault(info: tarfile.TarInfo) -> str | None:
    if leads_out(info.name):
        return _LEADS_OUT
    if info.issym() or info.islnk():
        return _LINK
    return None if info.isreg() and not info.issparse() else "is no regular file; remove it from the archive"


def leads_out(name: str) -> bool:
    """Tell whether a member's name would lead out of the folder that it is unpacked in.

    >>> leads_out("2017/a.txt"), leads_out("../a.txt"), leads_out("/a.txt"), leads_out(r"C:\\a.txt")
    (False, True, True, True)
    """
    path = PureWindowsPath(name)  # knows both separators
    return bool(path.anchor) or ".." in path.parts

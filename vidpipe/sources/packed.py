"""Office files as what they are: zips of XML. Members are read one by one, each and all in limits, without DTDs."""

import io
import zipfile
from typing import Any

from vidpipe.errors import BadInput

MOST_MEMBERS = 5000
MOST_MEMBER, MOST_READ = 24_000_000, 60_000_000
"""Bytes of one member, and of all that are read."""
MOST_RATIO = 200
PACKED, LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AGAIN = "Save it anew and bring it again."


class Packed:
    """An office file, opened. Raises BadInput."""

    def __init__(self, data: bytes, what: str) -> None:
        self.what, self._read = what, 0
        if data.startswith(LOCKED):
            remedy = "Save it without a password, in today's format, and bring it again."
            raise BadInput(f"The {what} is locked or of an old format", remedy=remedy)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise BadInput(f"The {what} holds far too many files", remedy=AGAIN)

    def _damaged(self) -> BadInput:
        return BadInput(f"The {self.what} is damaged or incomplete", remedy=AGAIN)

    def names(self) -> list[str]:
        return self._zip.namelist()

    def xml(self, name: str) -> Any | None:
        """A member as a tree; None where there is none. Raises BadInput."""
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        data = self._bytes(name)
        if data is None:
            return None
        try:
            return fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise self._damaged() from error

    def _bytes(self, name: str) -> bytes | None:
        try:
            facts = self._zip.getinfo(name)
        except KeyError:
            return None
        if facts.flag_bits & 1:
            raise BadInput(f"The {self.what} is locked with a password", remedy="Save it without one.")
        packed = max(1, facts.compress_size)
        if facts.file_size > MOST_MEMBER or (facts.file_size > 1_000_000 and facts.file_size > MOST_RATIO * packed):
            raise self._bomb()
        try:
            with self._zip.open(facts) as member:
                data = member.read(min(MOST_MEMBER, MOST_READ - self._read) + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
            raise self._damaged() from error
        except Exception as error:  # zlib.error and those of other packings have no common base
            raise self._damaged() from error
        self._read += len(data)
        if len(data) > MOST_MEMBER or self._read > MOST_READ:
            raise self._bomb()
        return data

    def _bomb(self) -> BadInput:
        return BadInput(f"The {self.what} unpacks to far more than it should", remedy=AGAIN)


def local(tag: Any) -> str:
    """An element's name without its namespace."""
    return str(tag).rpartition("}")[2]


def attribute(node: Any, name: str) -> str:
    """An attribute by its name without its namespace."""
    return next((str(value) for key, value in node.attrib.items() if local(key) == name), "")


def facts(packed: Packed) -> dict[str, str]:
    """Title and language as the file's own properties say."""
    core = packed.xml("docProps/core.xml")
    return {} if core is None else {local(node.tag): node.text or "" for node in core}


def holds(data: bytes, folder: str) -> bool:
    """Whether a zip's list names a folder: without reading any of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return any(name.startswith(folder) for name in found.namelist()[:MOST_MEMBERS])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False

"""What a person brought to make a film from: a document, a page, a transcript or a list of shots, as passages. Pure.

It is material and never an instruction: nothing in it chooses a setting, spends, fetches or opens a file.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from vidpipe.film.brief import FilmKind
from vidpipe.film.format import Rate
from vidpipe.film.noun import Digest, Line, Name, Noun, later, printable
from vidpipe.film.storyboard import Storyboard

MOST_SIGNS = 400_000
"""Signs of all passages of one material together."""
MOST_PASSAGES = 1500
MOST_PASSAGE = 1500
"""Signs of one passage."""
PART = 9000
"""Signs of one part: what is longer than one of them is read part by part before it is written about."""
MOST_PARTS = 24

Told = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_PASSAGE), AfterValidator(printable)]


class Passage(Noun):
    """A piece of what was brought, and where it stood. `page` counts from 1, 0 where there are none; `at` is
    milliseconds from a recording's start; `level` is the depth of its heading, 0 without one."""

    number: Annotated[int, Field(ge=1)]
    text: Told
    heading: Name = ""
    level: Annotated[int, Field(ge=0, le=9)] = 0
    page: Annotated[int, Field(ge=0)] = 0
    at: Annotated[int, Field(ge=0)] | None = None
    file: Name = ""

    @property
    def where(self) -> str:
        """`page 3 · Install`, `1:02`, `passage 4`: where a person finds it."""
        page = f"page {self.page}" if self.page else ""
        return " · ".join(filter(None, (page, clock(self.at), self.heading))) or f"passage {self.number}"


class Point(Noun):
    """Something that it says: a sentence, a quote or a figure, with the passage it stands in."""

    text: Line
    passage: Annotated[int, Field(ge=1)]
    caption: Name = ""


class Gist(Noun):
    """What matters in one part of a long material."""

    points: Annotated[tuple[Point, ...], Field(max_length=24)] = ()
    quotes: Annotated[tuple[Point, ...], Field(max_length=24)] = ()
    numbers: Annotated[tuple[Point, ...], Field(max_length=24)] = ()


class Picture(Noun):
    """A picture of a folder: its bytes by digest, and what its name says."""

    digest: Digest
    name: Name
    caption: Name = ""


class Material(Noun):
    """All that was read. `kind` is the name of the source that read it, `name` the file's or address' own.

    `board` is a list of shots as the storyboard it is, in frames at `rate`. `notes` say in sentences what was left out.
    """

    kind: Name
    name: Name = ""
    title: Name = ""
    language: Name = ""
    address: Line = ""
    passages: Annotated[tuple[Passage, ...], Field(max_length=MOST_PASSAGES)] = ()
    quotes: Annotated[tuple[Point, ...], Field(max_length=24)] = ()
    numbers: Annotated[tuple[Point, ...], Field(max_length=24)] = ()
    pictures: Annotated[tuple[Picture, ...], Field(max_length=60)] = ()
    board: Storyboard | None = None
    film: FilmKind | None = None
    rate: Rate = later(24)
    notes: Annotated[tuple[Line, ...], Field(max_length=12)] = ()

    @property
    def signs(self) -> int:
        return sum(len(passage.text) for passage in self.passages)

    @property
    def words(self) -> int:
        return sum(len(passage.text.split()) for passage in self.passages)

    @property
    def called(self) -> str:
        """What a person calls it."""
        return self.title or self.name or self.kind

    @property
    def pages(self) -> int:
        return max((passage.page for passage in self.passages), default=0)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(passage.heading for passage in self.passages if passage.heading))

    def where(self, number: int) -> str:
        """Where a passage stands; '' for one that is not there."""
        found = self.passages[number - 1] if 0 < number <= len(self.passages) else None
        return found.where if found else ""


def clock(milliseconds: int | None) -> str:
    """`1:02`, `1:00:07`; '' for no time."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def parts(material: Material | None) -> tuple[tuple[int, int], ...]:
    """A long material in runs of passages, each about `PART` signs: first and last number. () for a short one."""
    if material is None or material.signs <= PART or material.board is not None:
        return ()
    size = max(PART, -(-material.signs // MOST_PARTS))
    runs: list[tuple[int, int]] = []
    first, signs = 1, 0
    for passage in material.passages:
        if signs and signs + len(passage.text) > size and len(runs) < MOST_PARTS - 1:
            runs.append((first, passage.number - 1))
            first, signs = passage.number, 0
        signs += len(passage.text)
    return (*runs, (first, material.passages[-1].number))


def joined(materials: Sequence[Material]) -> Material:
    """Several as one, in their order, each passage with the name of what it comes from."""
    if len(materials) == 1:
        return materials[0]
    passages: list[Passage] = []
    moved: dict[str, list[Point]] = {"quotes": [], "numbers": []}
    signs = 0
    for one in materials:
        shift = len(passages)
        for passage in one.passages:
            signs += len(passage.text)
            if signs <= MOST_SIGNS and len(passages) < MOST_PASSAGES:
                passages.append(passage.model_copy(update={"number": len(passages) + 1, "file": one.name}))
        for name, points in moved.items():
            points += [_shifted(point, shift) for point in getattr(one, name) if point.passage + shift <= len(passages)]
    whole = sum(len(one.passages) for one in materials) == len(passages)
    said = [note for one in materials for note in one.notes] + ([] if whole else ["Not all of it could be read."])
    languages = dict.fromkeys(one.language for one in materials if one.language)
    return Material(
        kind=materials[0].kind,
        name=", ".join(one.name for one in materials)[:160],
        title=materials[0].title,
        language=next(iter(languages), ""),
        passages=tuple(passages),
        notes=tuple(said[:12]),
        **{name: tuple(points[:24]) for name, points in moved.items()},
    )


def _shifted(point: Point, by: int) -> Point:
    return point.model_copy(update={"passage": point.passage + by})


MOST_SECTIONS = 20


def sections(material: Material) -> tuple[Material, ...]:
    """Its sections, each as a material of its own; () where it has fewer than two headings.

    A section begins at each heading of the highest level that stands more than once, and holds what lies below it.
    """
    levels = sorted({passage.level for passage in material.passages if passage.heading})
    for level in levels:
        starts = _starts(material, level)
        if len(starts) > 1:
            ends = [*starts[1:], len(material.passages)]
            runs = zip(starts, ends, strict=True)
            return tuple(_section(material, first, last) for first, last in runs)[:MOST_SECTIONS]
    return ()


def _starts(material: Material, level: int) -> list[int]:
    """Where a section of this level begins: at each of its headings, and at a higher one that follows."""
    found, current = [], ""
    for index, passage in enumerate(material.passages):
        if passage.level == level and passage.heading != current:
            found.append(index)
        current = passage.heading if passage.level <= level else current
    return found


def _section(material: Material, first: int, last: int) -> Material:
    held = material.passages[first:last]
    numbers = range(held[0].number, held[-1].number + 1)
    here = {
        name: tuple(_shifted(point, -first) for point in getattr(material, name) if point.passage in numbers)
        for name in ("quotes", "numbers")
    }
    again = tuple(passage.model_copy(update={"number": place}) for place, passage in enumerate(held, 1))
    return material.model_copy(update={"title": held[0].heading, "passages": again, **here})


def origins(data: Any, known: int) -> list[int]:
    """The numbers of passages that a writer named, those that are there, at most eight."""
    named = [one for one in data if type(one) in (int, float)] if isinstance(data, list) else []
    return list(dict.fromkeys(int(one) for one in named if 1 <= one <= known))[:8]

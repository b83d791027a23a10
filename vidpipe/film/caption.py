"""Captions that are burned in, and the logo: what a person chooses, and what is drawn when."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Digest, Noun

Subtitles = Literal["off", "plain", "box", "bold", "words"]
"""How narration is written into the picture. Of `words` the one that is spoken stands out."""
STYLES: tuple[Subtitles, ...] = ("off", "plain", "box", "bold", "words")
CaptionKind = Literal["srt", "vtt"]
"""Kinds of files with captions."""
Corner = Literal["", "top-left", "top-right", "bottom-left", "bottom-right"]
CORNERS: tuple[Corner, ...] = ("", "top-left", "top-right", "bottom-left", "bottom-right")
LEAST_OPACITY = 20


class Cue(Noun):
    """What is shown at a time, in milliseconds. Rows are made of words, each with the space before it.

    `said` is when each word begins, in order over all rows. `scene` is where it is spoken.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    said: tuple[int, ...] = ()
    scene: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("".join(row).strip() for row in self.rows)

    @property
    def text(self) -> str:
        """Its rows, one a line."""
        return "\n".join(self.texts)


class Logo(Noun):
    """A picture with its digest. It stands on the end card where `card`, and in a `corner` through the film."""

    picture: Digest
    card: bool = True
    corner: Corner = ""
    size: Literal["small", "medium"] = "small"
    opacity: Annotated[int, Field(ge=LEAST_OPACITY, le=100)] = 80

"""What a painted scene is: the SceneSpec, which goes into the keyframe's PNG so that clip and end keyframe show
the same."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Name, Noun, later
from vidpipe.film.storyboard import Colour

Word = Annotated[str, Field(pattern=r"^[a-z0-9-]{0,40}$")]
Length = Annotated[int, Field(ge=64, le=4096)]

MOVES = (
    "static",
    "push in",
    "pull out",
    "pan left",
    "pan right",
    "tilt up",
    "tilt down",
    "crane up",
    "truck left",
    "truck right",
    "crane down",
    "arc left",
    "arc right",
    "rise and pull",
    "sink and push",
    "drift left",
    "drift right",
    "reveal",
)


class Cast(Noun):
    """One subject of a scene: its id in the vocabulary, its colour ('' for its own), how many stand there."""

    id: Word
    colour: Colour | Literal[""] = ""
    count: Annotated[int, Field(ge=1, le=5)] = 1


class Card(Noun):
    """A card of an explainer: what it is, and its words: a quote and who said it, the rows of a list, a number and
    what it counts."""

    kind: Literal["quote", "list", "number"]
    words: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]


class SceneSpec(Noun):
    """A scene as data: all that painting depends on, but the camera's end. `room` is the part kept calm for words;
    `place` is a more exact setting, where there is one. `calm` is how much, in per cent, the room is darkened, `lift`
    how much the subject is set off by light behind it. What sets the scenes of a film apart: `turned` mirrors it,
    `aside` is how far (per cent) the subject stands from the middle, `glass` how much longer (per cent) the lens is;
    `larger` how much
    larger (per cent) the subject is than usual; `finish` is the mood's way with light and grain."""

    version: Literal[1] = 1
    setting: Word
    interior: Word = ""
    time: Literal["dawn", "morning", "day", "dusk", "bluehour", "night"]
    weather: Literal["clear", "cloudy", "rain", "storm", "snow", "fog", "windy", "rainbow"] = "clear"
    ambient: Word = ""
    palette: Word
    colours: Annotated[tuple[Colour, ...], Field(max_length=12)] = ()
    cast: Annotated[tuple[Cast, ...], Field(max_length=3)] = ()
    shot: Literal["wide", "medium", "close", "detail"] = "medium"
    move: Annotated[str, Field(max_length=16)] = "static"
    room: Literal["", "left", "right", "upper", "lower", "centre"] = ""
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    width: Length = 1280
    height: Length = 720
    place: Word = later("")
    season: Literal["", "spring", "summer", "autumn", "winter"] = later("")
    style: Literal["", "flat", "paper", "neon", "ink", "blueprint", "retro"] = later("")
    calm: Annotated[int, Field(ge=0, le=100)] = later(0)
    lift: Annotated[int, Field(ge=0, le=100)] = later(0)
    turned: bool = later(False)
    aside: Annotated[int, Field(ge=-20, le=20)] = later(0)
    glass: Annotated[int, Field(ge=0, le=40)] = later(0)
    larger: Annotated[int, Field(ge=-30, le=30)] = later(0)
    finish: Literal["", "soft", "bold", "deep", "crisp", "aged"] = later("")
    card: Card | None = later(None)

    @property
    def inner(self) -> "SceneSpec":
        """The scene as it is built: a turned one is painted the other way round, and shown in a mirror."""
        if not self.turned:
            return self
        swapped = {"left": "right", "right": "left"}
        move = " ".join(swapped.get(word, word) for word in self.move.split(" "))
        return self.model_copy(update={"room": swapped.get(self.room, self.room), "move": move, "aside": -self.aside})

    @property
    def veiled(self) -> bool:
        """Whether clouds or fog hide the sun."""
        return self.weather in ("rain", "storm", "fog", "cloudy")

    @property
    def white(self) -> bool:
        """Whether snow lies on the ground."""
        return self.weather == "snow" or self.season == "winter"

    @property
    def lit(self) -> bool:
        """Whether lamps and windows are on."""
        return self.time in ("dusk", "bluehour", "night") or self.weather == "storm"

"""What a review of a finished film finds: what is wrong, where, when, and what can be done about it."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Noun

Kind = Literal["length", "missing", "black", "frozen", "flash", "silent", "clipped", "long", "unlettered", "banned"]


class Finding(Noun):
    """`scene` is the id of the scene it is in, '' for the whole film. `start` and `seconds` are places in the film.

    `says` is what is seen or heard, `act` what to do about it, both sentences; `step` is where that is done.
    """

    kind: Kind
    scene: str = ""
    start: Annotated[float, Field(ge=0)] = 0.0
    seconds: Annotated[float, Field(ge=0)] = 0.0
    says: str
    act: str
    step: Literal["clips", "sound", "cut", "storyboard"]

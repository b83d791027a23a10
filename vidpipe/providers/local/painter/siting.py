"""Where a prompt plays: its setting, the more exact place within it, the season, and the style it is drawn in."""

from collections.abc import Sequence
from typing import Literal

from vidpipe.library.visual import spot, tokens, visual
from vidpipe.providers.local.painter.spec import Cast

Season = Literal["", "spring", "summer", "autumn", "winter"]
Style = Literal["", "flat", "paper", "neon", "ink", "blueprint", "retro"]

SEASONS: dict[str, Season] = {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"}
STYLES: dict[str, Style] = {
    "flat-design": "flat",
    "paper-cut": "paper",
    "night-neon": "neon",
    "ink-drawing": "ink",
    "blueprint": "blueprint",
    "retro-print": "retro",
}
WITHIN = {
    "alley": "street",
    "market": "street",
    "jungle": "forest",
    "beach": "sea",
    "harbour": "sea",
    "river": "lake",
    "lunar": "space",
    "mars": "desert",
    "savanna": "desert",
    "cloudscape": "mountain",
    "field": "meadow",
    "garden": "meadow",
    "park": "meadow",
    "stage": "interior",
    "railway": "interior",
    "museum": "interior",
    "castle": "gate",
    "cave": "mountain",
    "polar": "sea",
}
"""The setting that each place belongs to: what a film that knows only settings says of it."""
ALSO = {
    "harbour": ("lake", "village"),
    "polar": ("lake", "mountain"),
    "cloudscape": ("skyline",),
    "castle": ("village",),
}
FLIERS = ("bird", "dragon", "phoenix")
MODEST = ("cloudscape", "stage")
"""Places that a passing word names easily: they count only where no setting is named."""
HOMES = {
    "person": "street",
    "animal": "meadow",
    "vehicle": "road",
    "product": "studio",
    "food": "studio",
    "plant": "meadow",
    "idea": "abstract",
    "building": "meadow",
    "sport": "meadow",
}
AT_HOME = {
    "sailboat": "sea",
    "ship": "sea",
    "surfer": "sea",
    "rower": "lake",
    "duck": "lake",
    "swan": "lake",
    "lotus": "lake",
    "rocket": "space",
    "astronaut": "space",
    "satellite": "space",
    "ufo": "space",
    "hiker": "mountain",
    "camel": "desert",
    "cactus": "desert",
    "palm": "sea",
    "chef": "interior",
    "scientist": "interior",
    "teacher": "interior",
    "programmer": "interior",
    "doctor": "interior",
    "businessperson": "interior",
    "team": "interior",
    "penguin": "sea",
    "bear": "forest",
    "wolf": "forest",
    "fox": "forest",
    "deer": "forest",
    "owl": "forest",
    "lion": "desert",
    "giraffe": "desert",
    "elephant": "desert",
    "lighthouse": "sea",
    "pyramid": "desert",
    "fish": "underwater",
    "tropical-fish": "underwater",
    "shark": "underwater",
    "dolphin": "underwater",
    "whale": "underwater",
    "octopus": "underwater",
    "jellyfish": "underwater",
    "taxi": "street",
    "balloon": "meadow",
    "party-balloon": "meadow",
    "skier": "mountain",
    "planet": "space",
    "airplane": "mountain",
    "black-hole": "space",
    "comet": "space",
    "house": "village",
    "solar-panel": "meadow",
    "volcano": "mountain",
    "bridge": "lake",
    "windmill": "meadow",
    "wind-turbine": "meadow",
    "galleon": "sea",
}


def place_of(text: str, cast: Sequence[Cast] = ()) -> str:
    """The exact place that a text names, if what it says of the setting agrees; the first one. What flies, in a sky
    without a land, is above the clouds."""
    settings = [one.id for one in spot(text, "settings")]
    for sighting in spot(text, "places"):
        if any(one in homes_of(sighting.id) for one in settings) and sighting.id not in MODEST:
            return sighting.id
        if not settings or (settings == ["skyline"] and sighting.id not in MODEST):
            return sighting.id
        if sighting.id in ("railway", "museum", "cave", "castle") and sighting.at < spot(text, "settings")[0].at:
            return sighting.id
    first = visual().subjects[cast[0].id] if cast else None
    flies = first is not None and ((first.place == "air" and first.kind != "idea") or first.id in FLIERS)
    return "cloudscape" if flies and not settings and "sky" in tokens(text) else ""


def homes_of(place: str) -> tuple[str, ...]:
    """The settings that a place can be within, its own first."""
    return (WITHIN[place], *ALSO.get(place, ()))


def setting_of(text: str, cast: Sequence[Cast], place: str = "") -> str:
    """The place: of several, an exact one counts before a city in the distance, the first before later ones."""
    names = [sighting.id for sighting in spot(text, "settings")]
    if place and WITHIN[place] not in names:
        return WITHIN[place]
    if names:
        close = [name for name in names if name not in ("skyline", "interior", "abstract")]
        return close[0] if close else names[0]
    if spot(text, "rooms"):
        return "interior"
    if cast:
        return AT_HOME.get(cast[0].id) or HOMES[visual().subjects[cast[0].id].kind]
    told = any(spot(text, group) for group in ("times", "weathers"))
    return "mountain" if told else "abstract"


def season_of(text: str) -> Season:
    found = spot(text, "seasons")
    return SEASONS.get(found[0].id, "") if found else ""


def style_of(words: str) -> Style:
    found = spot(words, "styles")
    return STYLES.get(found[0].id, "") if found else ""

"""The light of a scene: its palette bent to the time of day, the weather and the film's own colours."""

from dataclasses import dataclass, replace

from vidpipe.library.palettes import Palette, palettes
from vidpipe.providers.local.painter.ink import Tint, darker, fade, lighter, luma, mix, tint
from vidpipe.providers.local.painter.spec import SceneSpec

NIGHT_SKY = tuple(tint(code) for code in ("#050818", "#0c1533", "#1a2a58", "#31488a", "#7a86c0"))


@dataclass(frozen=True)
class Light:
    """Colours of a scene. `sky` zenith to horizon; `body` is what shines: sun, moon or nothing."""

    sky: tuple[Tint, ...]
    shine: Tint
    haze: Tint
    dark: Tint
    mid: Tint
    accents: tuple[Tint, ...]
    foliage: Tint
    body: str
    night: bool
    lamp: Tint

    def tone(self, distance: float) -> Tint:
        """The colour of a shape at a distance: 0 near and dark, 1 lost in the haze."""
        near = mix(self.dark, self.mid, min(1.0, distance * 1.6))
        return mix(near, self.haze, max(0.0, distance - 0.2) ** 1.15)

    def leaf(self, distance: float) -> Tint:
        """Green at a distance."""
        return mix(
            mix(darker(self.foliage, 0.28), self.foliage, min(1.0, distance * 2)), self.haze, max(0.0, distance - 0.2)
        )


def light(spec: SceneSpec) -> Light:
    """The light a spec asks for."""
    palette = palettes().get(spec.palette) or palettes()["day"]
    found = _plain(palette, spec)
    if spec.time == "night" and "night" not in palette.times:
        found = _nightfall(found)
    if spec.time == "bluehour":
        found = _blue(found)
    if spec.weather == "storm":
        found = _stormy(found)
    elif spec.veiled or (spec.weather == "snow" and not found.night):
        found = _veiled(found, {"rain": 0.66, "cloudy": 0.62}.get(spec.weather, 0.46))
    if spec.ambient == "leaves" or spec.season == "autumn":
        found = replace(found, foliage=mix(found.foliage, tint("#d8792c"), 0.72))
    elif spec.season == "winter":
        found = replace(found, foliage=mix(found.foliage, tint("#8fa3b5"), 0.6))
    elif spec.season == "summer":
        found = replace(found, foliage=mix(found.foliage, tint("#3f9f46"), 0.3 if not found.night else 0.1))
    elif spec.ambient == "petals" and not found.night:
        found = replace(found, foliage=mix(found.foliage, tint("#7fbf6a"), 0.4))
    return finished(_tuned(found, spec), spec)


def finished(found: Light, spec: SceneSpec) -> Light:
    """The mood's light: soft air lifts what is dark, a bold one deepens it, a deep one takes the sky down."""
    if spec.finish == "soft":
        return replace(
            found,
            haze=mix(found.haze, found.shine, 0.3),
            dark=mix(found.dark, found.haze, 0.16),
            sky=tuple(mix(stop, found.shine, 0.07) for stop in found.sky),
        )
    if spec.finish == "bold":
        accents = tuple(_vivid(colour, 1.22) for colour in found.accents)
        sky = tuple(_vivid(stop, 1.16) for stop in found.sky)
        return replace(found, sky=sky, accents=accents, dark=darker(found.dark, 0.35), mid=_vivid(found.mid, 1.15))
    if spec.finish == "deep":
        sky = tuple(darker(stop, share) for stop, share in zip(found.sky, (0.4, 0.3, 0.18, 0.06, 0.0), strict=True))
        return replace(found, sky=sky, dark=darker(found.dark, 0.3), mid=darker(found.mid, 0.14))
    if spec.finish == "crisp":
        accents = tuple(_vivid(colour, 1.1) for colour in found.accents)
        return replace(found, accents=accents, haze=mix(found.haze, tint("#ffffff"), 0.12))
    if spec.finish == "aged":
        warm = tint("#c98a4b")
        sky = tuple(mix(stop, warm, 0.13) for stop in found.sky)
        return replace(found, sky=sky, haze=mix(found.haze, warm, 0.14), dark=mix(found.dark, tint("#3a2418"), 0.4))
    return found


def _vivid(colour: Tint, share: float) -> Tint:
    """A colour with more (above 1) of its own hue."""
    grey = luma(colour)
    red, green, blue = (min(1.0, max(0.0, grey + (part - grey) * share)) for part in colour[:3])
    return (red, green, blue, colour[3])


def _plain(palette: Palette, spec: SceneSpec) -> Light:
    night = spec.time == "night"
    return Light(
        sky=tuple(tint(code) for code in palette.sky),
        shine=tint(palette.light),
        haze=tint(palette.haze),
        dark=tint(palette.dark),
        mid=tint(palette.mid),
        accents=tuple(tint(code) for code in palette.accents),
        foliage=tint(palette.foliage),
        body="moon" if night else "sun",
        night=night,
        lamp=tint("#ffd08a"),
    )


def _nightfall(found: Light) -> Light:
    """The same hues by moonlight."""
    sky = tuple(mix(deep, darker(stop, 0.55), 0.32) for deep, stop in zip(NIGHT_SKY, found.sky, strict=True))
    return replace(
        found,
        sky=sky,
        shine=mix(found.shine, tint("#e8ecff"), 0.6),
        haze=mix(tint("#46599c"), found.haze, 0.22),
        dark=darker(found.dark, 0.55),
        mid=mix(tint("#1b2650"), darker(found.mid, 0.5), 0.4),
        foliage=mix(tint("#16324a"), darker(found.foliage, 0.5), 0.45),
    )


def _blue(found: Light) -> Light:
    """The hour after the sun: deep blue above, a last warm line at the horizon, lamps on."""
    hours = tuple(tint(code) for code in ("#0d1a4a", "#1f3a85", "#4466b8", "#8f8fcf", "#f2b8a0"))
    sky = tuple(mix(hour, stop, 0.15) for hour, stop in zip(hours, found.sky, strict=True))
    return replace(
        found,
        sky=sky,
        shine=mix(found.shine, tint("#ffd9c4"), 0.6),
        haze=mix(tint("#7f86c9"), found.haze, 0.2),
        dark=mix(darker(found.dark, 0.4), tint("#0c1233"), 0.6),
        mid=mix(tint("#2c3a78"), found.mid, 0.3),
        foliage=mix(tint("#244a66"), found.foliage, 0.35),
        body="",
    )


STORM = tuple(tint(code) for code in ("#10161f", "#1d2732", "#33414d", "#54646c", "#8b989a"))


def _stormy(found: Light) -> Light:
    """Slate clouds and no sun, whatever the palette."""
    deep = 0.45 if found.night else 0.0
    sky = tuple(darker(mix(slate, stop, 0.12), deep) for slate, stop in zip(STORM, found.sky, strict=True))
    return replace(
        found,
        sky=sky,
        shine=mix(found.shine, tint("#c9d6dc"), 0.75),
        haze=darker(mix(tint("#5c6b74"), found.haze, 0.16), deep),
        dark=darker(mix(found.dark, tint("#0c1118"), 0.6), 0.2),
        mid=darker(mix(found.mid, tint("#2b3640"), 0.65), deep * 0.6),
        foliage=darker(mix(found.foliage, tint("#2f4038"), 0.55), deep * 0.6),
        body="",
    )


def _veiled(found: Light, share: float) -> Light:
    """Rain, fog and falling snow take contrast out of the sky and the sun out of it."""
    cool = tint("#5f6d7c") if not found.night else tint("#39455e")
    grey = mix(mix(found.haze, found.sky[2], 0.5), cool, 0.62)
    sky = tuple(mix(stop, mix(grey, stop, 0.2), share) for stop in found.sky)
    return replace(
        found,
        sky=sky,
        haze=mix(found.haze, grey, share * 0.8),
        mid=mix(found.mid, darker(grey, 0.45), share * 0.4),
        foliage=mix(found.foliage, grey, share * 0.35),
        shine=mix(found.shine, grey, share * 0.3),
    )


def _tuned(found: Light, spec: SceneSpec) -> Light:
    """The film's own colours enter the accents, and a little the air, so that all its scenes belong together."""
    own = [tint(code) for code in spec.colours]
    vivid = sorted((c for c in own if max(c[:3]) - min(c[:3]) > 0.25), key=lambda c: min(c[:3]) - max(c[:3]))
    if not vivid:
        return found
    accents = tuple((vivid + list(found.accents))[:5]) if len(vivid) >= 2 else (vivid[0], *found.accents[:4])
    ordered = sorted(own, key=luma)
    share = 0.16
    sky = tuple(
        mix(
            stop,
            ordered[min(len(ordered) - 1, round(at / 4 * (len(ordered) - 1)))],
            share * (0.6 if found.night else 1),
        )
        for at, stop in enumerate(found.sky)
    )
    return replace(found, accents=accents, sky=sky)


def bright(colour: Tint, alpha: float = 1.0) -> Tint:
    """A colour as a light: hardly any grey left."""
    return fade(lighter(colour, 0.2), alpha)

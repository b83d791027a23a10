"""A brand's colours in what a film's pictures are asked with; nothing of it in a film without a brand."""

from vidpipe.film.project import Film

GROUND = 3
"""So many colours of a palette are sky and ground; the accents after them are the brand's."""


def colours_of(film: Film, colours: tuple[str, ...]) -> tuple[str, ...]:
    """The film's palette, its accents those of its brand."""
    brand = film.settings.brand
    return (*colours[:GROUND], *brand.colours) if brand and brand.colours else colours


def accents(film: Film) -> str:
    """The brand's colours in words for a picture; '' without any."""
    brand = film.settings.brand
    return f"accents in {', '.join(brand.colours)}" if brand and brand.colours else ""

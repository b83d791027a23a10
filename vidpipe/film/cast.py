"""Cast by name: who and what stands behind `@name` in a film's words: how it looks, its pictures, its voice. Pure.

A name is resolved to words wherever it stands, and to reference pictures wherever a model takes them. A name that
nobody in the cast has, such as a handle on a platform, is left as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from vidpipe.film.noun import Digest, Line, Name, Noun, later

Sort = Literal["character", "product", "place"]
SORTS: tuple[Sort, ...] = ("character", "product", "place")
Tag = Annotated[str, StringConstraints(pattern=r"^[^\W_A-Z][^\WA-Z]{0,38}(-[^\WA-Z]{1,20}){0,3}$", max_length=40)]
NAMED = re.compile(r"(?<![\w@./])@([^\W_](?:[\w]|-(?=\w)){0,39})")
SPEAKS = re.compile(r"^\s*@([^\W_](?:[\w]|-(?=\w)){0,39})\s*:\s*")
ARTICLES = ("A ", "An ", "The ")
DETERMINERS = ("a", "an", "the", "this", "that", "our", "my", "your", "his", "her", "its", "their", "one", "every")
MOST_PICTURES, MOST_MEMBERS = 6, 24


class Picture(Noun):
    """A reference picture by digest, as PNG; `original` is the file as it came."""

    digest: Digest
    original: Digest
    name: Name = ""


class Member(Noun):
    """A character, product or place. `name` is what stands after `@`, in small letters; `voice` speaks its lines."""

    name: Tag
    sort: Sort
    look: Line = ""
    voice: Name = ""
    pictures: Annotated[tuple[Picture, ...], Field(max_length=MOST_PICTURES)] = later(())

    @property
    def phrase(self) -> str:
        """What it looks like, to stand within a sentence; its name where nobody said."""
        look = self.look.strip(" .")
        if look.startswith(ARTICLES):
            look = look[:1].lower() + look[1:]
        return look or self.said

    @property
    def said(self) -> str:
        """Its name as people say it."""
        words = self.name.replace("-", " ").replace("_", " ")
        return words.title() if self.sort == "character" else words

    @property
    def again(self) -> str:
        """How it is spoken of once it was described."""
        return self.said if self.sort == "character" else f"the {self.said}"


def member_of(name: str, members: Iterable[Member]) -> Member | None:
    plain = name.lstrip("@").lower()
    return next((member for member in members if member.name == plain), None)


def named_in(text: str, members: Sequence[Member]) -> tuple[Member, ...]:
    """Who is named with `@` in a text, each once, in the order of the text."""
    if not members:
        return ()
    found = (member_of(name, members) for name in NAMED.findall(text))
    return tuple({member.name: member for member in found if member}.values())


def described(text: str, members: Sequence[Member]) -> str:
    """The text with every name as words: what it looks like at first, then who it is."""
    known: set[str] = set()

    def word(found: re.Match[str]) -> str:
        member = member_of(found[1], members)
        if member is None:
            return found[0]
        first = member.name not in known
        known.add(member.name)
        return _fitted(member.phrase if first else member.again, found)

    return NAMED.sub(word, text) if members else text


def _fitted(words: str, found: re.Match[str]) -> str:
    """The words in place of a name: no second article, and a capital where a sentence begins."""
    before = found.string[: found.start()].rstrip()
    last = before.rpartition(" ")[2].lower()
    if last in DETERMINERS:
        article, _, rest = words.partition(" ")
        words = rest if article.lower() in ("a", "an", "the") and rest else words
    return words[:1].upper() + words[1:] if not before or before.endswith((".", "!", "?", ":")) else words


def spoken(text: str, members: Sequence[Member]) -> str:
    """A line or words on screen as people hear or read them: names without `@`, and not who speaks."""
    if not members:
        return text

    def word(found: re.Match[str]) -> str:
        member = member_of(found[1], members)
        return member.said if member else found[0]

    speaks = SPEAKS.match(text)
    line = text[speaks.end() :] if speaks and member_of(speaks[1], members) else text
    return NAMED.sub(word, line)


def speaker_of(text: str, members: Sequence[Member]) -> Member | None:
    """Who speaks a line that begins with `@name:`."""
    found = SPEAKS.match(text) if members else None
    return member_of(found[1], members) if found else None


def as_data(members: Iterable[Member]) -> dict[str, Any]:
    """Members for a writer and a recipe: what sort each is and how it looks, never its pictures."""
    return {member.name: {"sort": member.sort, "is": member.phrase} for member in members}


def of_data(named: Mapping[str, Any]) -> tuple[Member, ...]:
    return tuple(Member(name=name, sort=one["sort"], look=one["is"]) for name, one in named.items())

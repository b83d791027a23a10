"""Names in a prompt: brand, hero's name, slogan, web address, audience, features. Only what is really written there."""

import re
from collections.abc import Sequence

from vidpipe.library.lexicon import Lexicon, Word, fold, word_list, words, world
from vidpipe.providers.local.director.text import bare, capital, flat, sentences, word_count

QUOTED = re.compile(r"[\"“”«»]\s*([^\"“”«»\n]{2,80}?)\s*[\"“”«»]|(?<!\w)['‘]([^'‘’\n]{3,60})['’](?!\w)")
SLOGAN = re.compile(
    r"(?:slogan|tagline|claim|motto|lema|eslogan|eslógan|devise|signature)\s*(?:is|es|est|:)?\s*$", re.I
)
CALL = re.compile(
    r"(?:cta|call to action|call-to-action|llamada a la acción|appel à l'action)\s*[:=]\s*[\"“«]?([^\"”»\n.]{3,80})",
    re.I,
)
BIDS = re.compile(
    r"(?:[.!?][\"”»]?|[\"”»])\s+((?:Call|Visit|Order|Book|Try|Shop|Join|Sign up|Download|Get|Reserva|Llama|Visita|"
    r"Pide|Compra|"
    r"Descarga|Prueba|Appelez|Visitez|Commandez|Réservez|Téléchargez|Essayez)\b(?!,)[^.!?\n\"“«]{2,60})"
)
"""A last sentence that bids somebody do something."""
ADDRESS = re.compile(
    r"\b(?:https?://)?(?:www\.)?([a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,30})*\.(?:com|org|net|io|app|co|dev|shop|"
    r"es|fr|eu|uk|de|ai|studio))\b",
    re.I,
)
CALLED = re.compile(
    r"\b(?:called|named|llamad[oa]s?|nommée?s?|appelée?s?|brand|marca|marque|by|de la marca|"
    r"de la marque)\s+[\"“«']?([A-ZÀ-Ý][\w'’&.-]*(?:\s+[A-ZÀ-Ý][\w'’&.-]*){0,2})"
)
INTRODUCED = re.compile(
    r"\b(?:[Ii]ntroducing|[Mm]eet|[Jj]oin(?: the| us at(?: the)?)?|[Pp]resentamos|[Cc]onoce|[Vv]oici|[Dd]écouvrez|"
    r"(?:[Aa]d|[Ss]pot|[Vv]ideo|[Cc]ommercial|[Pp]romo|"
    r"TikTok|[Rr]eel|[Aa]nuncio|[Pp]ublicité|[Pp]ub)(?: [a-zà-ÿ]+)? (?:for|para|pour))\s+"
    r"[\"“«']?([A-ZÀ-Ý][\w'’&-]*(?:\s+(?:&\s+)?[A-ZÀ-Ý][\w'’&-]*){0,2})(?=[\s,.:;!\"”»']|$)"
)
TOLD_WHAT = re.compile(r",\s+(?:a|an|the|our|un|una|unos|unas|une|des|le|la|el)\s", re.I)
ADVERBS = word_list("adverbs")
"""With what a sentence may begin before a comma that is nobody's name."""
PLATFORMS = word_list("platforms")
DATED = word_list("dated")
"""Days and months: English writes them with a capital, and nobody is called so."""
ITSELF = re.compile(
    r"(?:^|[:.!?]\s+|\b(?:ad|spot|anuncio|publicité|pub|commercial|promo)\s*:\s*)"
    r"([A-ZÀ-Ý][\w'’&-]*(?:\s+[A-ZÀ-Ý][\w'’&-]*)?),\s+(?:a|an|the|our|un|una|une|le|la|el|los|les)\s"
)
"""`Kite, the folding bike`: a name that is told what it is."""
COINED = re.compile(r":\s+([A-ZÀ-Ý][\w'’&-]{2,})(?=\s*(?:[,.;!]|$))")
NAMED_LINE = re.compile(r"^([A-ZÀ-Ý][\w'’&-]*(?:\s+[A-ZÀ-Ý][\w'’&-]*)?)\s?[:.–—]\s+(\S.{2,70})$")
"""`Volta: quietly far` in quotation marks: a name and its slogan."""
HERO = re.compile(r"\b(?:called|named|llamad[oa]|nommée?|appelée?|prénommée?)\s+[\"“«']?([A-ZÀ-Ý][\w'’-]+)")
APPOSED = re.compile(r"(?:^|[.!?:]\s+)([A-ZÀ-Ý][a-zà-ÿ]+),\s+(?:a|an|the|un|una|une|le|la|el)\s")
AUDIENCE = {
    "en": re.compile(
        r"\bfor\s+(people who [\w '-]{3,40}|(?:(?!the\b|a\b)[a-z][\w'’-]*\s+){0,3}(?:children|women|men|people|"
        r"[a-z][\w'’-]*[^s\W]s(?=\s*(?:[,.;:!]|$|(?:in|who|on|at|and|with|of)\b)))|(?:busy |small |"
        r"young )?(?:families|everyone|anyone))\b"
    ),
    "es": re.compile(r"\bpara\s+(?!un |una |el |la )((?:los |las )?(?:[\w'’-]+\s+){0,3}[\w'’-]+s)\b"),
    "fr": re.compile(r"\bpour\s+(?!un |une |le |la |l[’'])((?:les |des )?(?:[\w'’-]+\s+){0,3}[\w'’-]+s)\b"),
}
CLAIM = re.compile(
    r"\b(keeps?|lasts?|holds?|weighs?|charges?|folds?|tracks?|saves?|blocks?|delivers?|cleans?|fits?|"
    r"works?|protects?|helps?|lets?|"
    r"makes?|made|sorts?|reads?|finds?|turns?|plays?|cooks?|brews?|learns?|reminds?|syncs?|plans?|pays?|"
    r"stays?|warms?|cools?|adapts?|runs?|connects?|measures?|grows?|gives?|shows?|"
    r"with|without|no|zero|free|fully|100|mantiene|dura|pesa|cabe|protege|limpia|ayuda|funciona|hech[oa]s?|sin|con|"
    r"garde|dure|pèse|protège|nettoie|aide|fonctionne|fabriqué|fabriquée|sans|avec|\d+)\b",
    re.I,
)
STATED = re.compile(r"(?:it|they|il|elle|elles)\s+[a-zà-ÿ]", re.I)
OPENERS = re.compile(r"^(?:and|that|which|it|they|who|y|que|et|qui|il|elle|also|plus|además|aussi)\s+", re.I)
NOISE = re.compile(
    r"\b(?:seconds|secondes|square|portrait|landscape|second|sec|minute|segundos?|secondes?|ad|spot|video|vídeo|vidéo|film|commercial|anuncio|"
    r"publicité|upbeat|style|tone|estilo|tono|music|vertical|horizontal)\b",
    re.I,
)
PLAIN = re.compile(r"^[A-Z][a-z]+$")


def quotes(text: str) -> list[tuple[str, int]]:
    """What stands in quotation marks, with the place where the mark opens."""
    return [(flat(hit.group(1) or hit.group(2)), hit.start()) for hit in QUOTED.finditer(text)]


def introduced_by_itself(text: str) -> str:
    """The name with which a text begins before it says what bears it; '' if it does not."""
    hit = ITSELF.search(text)
    said = hit.group(1) if hit else ""
    return "" if not said or text.isupper() or fold(said) in DATED else bare(said)


def slogan(text: str) -> str:
    """A quoted line, or what follows the word slogan; '' if there is none. A name before it in quotes is no part."""
    for said, at in quotes(text):
        if hit := NAMED_LINE.match(said):
            return bare(hit.group(2))
        if SLOGAN.search(text[:at]) or _is_line(said):
            return bare(said)
    return ""


def _is_line(said: str) -> bool:
    """Whether words in quotes are a sentence and no name: several, and not all of them with a capital."""
    return (
        word_count(said) >= 2
        and said[:1].isupper()
        and not said.istitle()
        and any(part[:1].islower() and len(part) > 3 for part in said.split())
    )


def call(text: str) -> str:
    """The call to action that the text gives itself, or its web address."""
    hit = CALL.search(text) or BIDS.search(text)
    return bare(hit.group(1)) if hit else ""


def address(text: str) -> str:
    hit = ADDRESS.search(text)
    return hit.group(1).lower() if hit else ""


def brand(text: str, said: Sequence[Word], lex: Lexicon, *, taken: set[int]) -> str:
    """A coined name: called so, quoted, or written with a capital where none is due. '' if there is none."""
    for pattern in (CALLED, INTRODUCED):
        hit = pattern.search(text)
        told = hit is not None and TOLD_WHAT.match(text[hit.end() :])
        ordinary = hit is not None and not told and pattern is INTRODUCED and _ordinary(hit.group(1), lex)
        if hit and hit.group(1) not in PLATFORMS and not text.isupper() and not ordinary:
            return bare(hit.group(1))
    if named := introduced_by_itself(text):
        return named
    for quoted, at in quotes(text):
        if hit := NAMED_LINE.match(quoted):
            return bare(hit.group(1))
        if word_count(quoted) <= 3 and quoted[:1].isupper() and not SLOGAN.search(text[:at]) and not _is_line(quoted):
            return quoted
    if text.isupper():
        return ""
    if (hit := COINED.search(text)) and not _ordinary(hit.group(1), lex):
        return hit.group(1)
    quoted_words = {
        at for hit in QUOTED.finditer(text) for at, word in enumerate(said) if hit.start() <= word.start < hit.end()
    }
    run = _capital_run(text, said, lex, taken | quoted_words)
    return run or _first_word(text, said, lex, taken)


def town(text: str, said: Sequence[Word], lex: Lexicon, *, skip: str, taken: set[int]) -> str:
    """A place that no list has, by its capital and what leads to it: `in Bogotá`; '' if there is none."""
    for at, word in enumerate(said):
        fits = _place_after(said, at) and at not in taken and PLACE_NAME.match(word.text) and not text.isupper()
        article = lex.language == "en" and at > 0 and said[at - 1].folded in ("a", "en", "au")
        if not fits or article or word.text in skip or word.folded in lex.common or word.folded in DATED or at == 0:
            continue
        if gap_free(text, said, at) and not any(lex.find(group, said[at : at + 1]) for group in ("times", "weathers")):
            more = at + 1 < len(said) and PLACE_NAME.match(said[at + 1].text) and gap_free(text, said, at + 1)
            return text[word.start : said[at + (1 if more else 0)].end]
    return ""


def gap_free(text: str, said: Sequence[Word], at: int) -> bool:
    return text[said[at - 1].end : said[at].start] == " "


def _ordinary(said: str, lex: Lexicon) -> bool:
    """Whether a word with a capital is one of the language: a day, a place, a thing, a small word."""
    folded = fold(said.split()[0])
    known = any(lex.find(group, words(said)) for group in ("places", "times", "weathers", "moods", "styles"))
    return folded in DATED or folded in lex.common or folded in VERBS or known


def _capital_run(text: str, said: Sequence[Word], lex: Lexicon, taken: set[int]) -> str:
    for at, word in enumerate(said):
        starts = at == 0 or bool(re.search(r"[.!?:\n][\"”»]?\s*[\"“«]?$", text[: word.start]))
        coined = word.text[:1].isupper() or any(sign.isupper() for sign in word.text[1:])
        if starts and not any(sign.isupper() for sign in word.text[1:]):
            continue
        dated = word.folded in DATED or _place_after(said, at) or (at > 1 and _place_after(said, at - 1))
        if not coined or at in taken or word.folded in lex.common or word.text in PLATFORMS or dated:
            continue
        end = at
        while (
            end + 1 < len(said)
            and said[end + 1].text[:1].isupper()
            and text[said[end].end : said[end + 1].start] in (" ", "-", "’", "'", "&", " & ")
        ):
            end += 1
        return text[word.start : said[end].end]
    return ""


PLACE_NAME = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]{2,}$")


def _place_after(said: Sequence[Word], at: int) -> bool:
    """Whether a capital stands where a place is named: in Bogotá."""
    return at > 0 and said[at - 1].folded in ("in", "at", "near", "en", "a", "au", "aux", "around", "across", "over")


def _first_word(text: str, said: Sequence[Word], lex: Lexicon, taken: set[int]) -> str:
    """A sentence's first word, if it is no word of the language and what follows is not capitalised by rule."""
    if (
        len(said) < 2
        or 0 in taken
        or not PLAIN.match(said[0].text)
        or said[0].folded in lex.common
        or said[0].folded in VERBS
        or said[0].folded in word_list("plain")
        or said[0].folded.endswith(("ing", "ed", "ly"))
        or said[0].folded in DATED
    ):
        return ""
    follows = text[said[0].end : said[0].end + 2]
    return said[0].text if follows[:1] in ":," or (follows == " " + said[1].text[:1] and 1 in taken) else ""


VERBS = word_list("openers")


def hero_name(text: str, said: Sequence[Word], lex: Lexicon, *, taken: set[int], verbs: set[int]) -> str:
    """The name of who a story is about."""
    for pattern in (HERO, APPOSED):
        hit = pattern.search(text)
        if (
            hit
            and fold(hit.group(1)) not in lex.common | ADVERBS
            and not (pattern is APPOSED and _idea(fold(hit.group(1))))
        ):
            return bare(hit.group(1))
    plain = len(said) > 1 and 0 not in taken and PLAIN.match(said[0].text)
    known = plain and (said[0].folded in lex.common or said[0].folded in VERBS)
    return said[0].text if plain and not known and 1 in verbs and 0 not in verbs else ""


def _idea(word: str) -> bool:
    return any(word in one["words"].split() for one in world()["ideas"])


def audience(text: str, language: str, brand_name: str) -> str:
    """For whom, in the prompt's words."""
    pattern = AUDIENCE.get(language)
    for hit in pattern.finditer(text) if pattern else ():
        said = bare(hit.group(1))
        if (
            said
            and said != brand_name
            and not NOISE.search(said)
            and not re.match(r"\d", said)
            and word_count(said) <= 5
        ):
            return re.sub(r"^(?:los|las|les|des)\s+", "", said)
    return ""


def _after_name(part: str, skip: Sequence[str]) -> str:
    """`Our app Tally keeps your receipts` claims what follows the name."""
    for name in skip:
        at = part.lower().find(name.lower()) if name else -1
        if at >= 0 and CLAIM.match(rest := part[at + len(name) :].strip()):
            return rest
    return part


def features(text: str, *, skip: Sequence[str] = ()) -> list[str]:
    """What the prompt claims of a product, as short sentences in its own words."""
    found: list[str] = []
    for sentence in sentences(text, most=30):
        for part in re.split(r"[,;:()]| and | y | et | that | que | qui |—|–", sentence):
            stated = bool(STATED.match(part.strip()))
            part = _after_name(OPENERS.sub("", part.strip()), skip)
            named = any(name and name.lower() in part.lower() for name in skip)
            if (
                2 <= word_count(part) <= 9
                and not NOISE.search(part)
                and not named
                and (stated or CLAIM.match(part))
                and not ADDRESS.search(part)
            ):
                found.append(capital(bare(part)))
    return list(dict.fromkeys(found))[:6]

"""Plain text as a writer handles it: sentences, trimming, title case. Knows no film."""

import re
import unicodedata

from vidpipe.library.lexicon import word_list

LINKING = word_list("linking")
MINOR = word_list("minor")
ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\s*[\n;]+\s*")
SPACES = re.compile(r"\s+")
SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def clean(text: str) -> str:
    """NFC text without control characters, lone surrogates or long runs of space; line breaks stay."""
    kept = (
        sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" or sign == "\u200d" else " " for sign in text
    )
    lines = unicodedata.normalize("NFC", "".join(kept)).split("\n")
    return "\n".join(line for line in (SPACES.sub(" ", line).strip() for line in lines) if line)


def flat(text: str) -> str:
    """The text on one line."""
    return SPACES.sub(" ", text).strip()


def sentences(text: str, *, most: int = 80) -> list[str]:
    """Sentences and list items of a text, without bullets, numbers or headings' signs."""
    found = []
    for piece in ENDS.split(text):
        piece = re.sub(r"^\s*(?:[-*•–#>]+|\d{1,2}[.)])\s*", "", piece).strip(" \t*_`|")
        if re.search(r"\w", piece):
            found.append(piece)
        if len(found) == most:
            break
    return found


def word_count(text: str) -> int:
    """Words as spoken; a run of signs without spaces (Chinese, Japanese, Thai) counts a word for two signs."""
    loose = len(SPACELESS.findall(text))
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", SPACELESS.sub(" ", text))) + (loose + 1) // 2


def capital(text: str) -> str:
    """The first letter in upper case; the rest as it is."""
    for index, sign in enumerate(text):
        if sign.isalpha():
            return text[:index] + sign.upper() + text[index + 1 :] if index < 3 else text
    return text


def bare(text: str) -> str:
    """Without the full stop or other sign that ends it."""
    return text.strip().rstrip(" .,;:!?…。！？¡¿—–-").strip()


def trimmed(text: str, words: int) -> str:
    """The text in at most so many words: whole if it fits, else up to a clause's end, else cut before a small word."""
    text = flat(text)
    if word_count(text) <= words:
        return text
    for part in (
        re.split(r"(?<=[,;:])\s|\s[—–-]\s|\s\(", text)[0],
        re.split(r"\s(?:that|which|because|so|while)\s", text)[0],
    ):
        if 3 <= word_count(part) <= words:
            return bare(part) + "."
    kept = text.split(" ")[: max(1, words)]
    for at in range(len(kept) - 1, 3, -1):
        if kept[at].lower() in LINKING:
            return bare(" ".join(kept[:at])) + "."
    while len(kept) > 2 and len(kept[-1].strip(",;:")) <= 3:
        kept.pop()
    return bare(" ".join(kept)) + "…"


def shortened(text: str, signs: int) -> str:
    """At most so many signs, cut between words where there are any."""
    text = flat(text)
    if len(text) <= signs:
        return text
    cut = text[: signs - 1]
    space = cut.rfind(" ")
    return bare(cut[:space] if space > signs // 2 else cut) + "…"


def headline(text: str) -> str:
    """English title case: small words stay small, names keep their own capitals."""
    words = text.split(" ")
    last = len(words) - 1
    return " ".join(_titled(word, edge=index in (0, last)) for index, word in enumerate(words))


def _titled(word: str, *, edge: bool) -> str:
    if word.lower() in MINOR and not edge:
        return word.lower()
    if any(sign.isupper() for sign in word[1:]):
        return word
    return "-".join(
        part[:1].upper() + part[1:] if part.lower() not in MINOR or edge else part for part in word.split("-")
    )

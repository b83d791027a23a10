"""What espeak-ng reads badly is written out before: prices and titles, per language. Pure."""

import re

CURRENCIES = {
    "en": {"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds")},
    "es": {"$": ("dólar", "dólares"), "€": ("euro", "euros"), "£": ("libra", "libras")},
    "fr": {"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("livre", "livres")},
}
BETWEEN = {"en": " ", "es": " con ", "fr": " "}
TITLES = {
    "en": {"Dr": "Doctor", "Mr": "Mister", "Mrs": "Missis", "Ms": "Miz", "St": "Saint", "vs": "versus",
           "e.g": "for example",
           "i.e": "that is", "etc": "et cetera"},
    "es": {"Dr": "Doctor", "Dra": "Doctora", "Sr": "Señor", "Sra": "Señora", "Srta": "Señorita", "p.ej": "por ejemplo",
           "etc": "etcétera"},
    "fr": {"M": "Monsieur", "Dr": "Docteur", "etc": "et cetera", "p.ex": "par exemple"},
}  # fmt: skip
BARE = {"fr": {"Mme": "Madame", "Mlle": "Mademoiselle"}}
_PRICE = re.compile(r"(?P<before>[$€£])\s?(?P<sum>\d+(?:[.,\u202f\xa0]\d{3})*)(?:[.,](?P<rest>\d{2}))?(?!\d)"
                    r"|(?P<sum2>\d+(?:[.,\u202f\xa0]\d{3})*)(?:[.,](?P<rest2>\d{2}))?\s?(?P<after>[$€£])")  # fmt: skip


def written_out(text: str, language: str) -> str:
    """The text as it is said: `$3.50` is 3 dollars 50, `M. Dupont` is Monsieur Dupont. `language` is en, es or fr."""
    for short, long in BARE.get(language, {}).items():
        text = re.sub(rf"\b{short}\b\.?", long, text)
    for short, long in TITLES.get(language, {}).items():
        text = re.sub(rf"(?<![\w.]){re.escape(short)}\.(?=\s|$|,)", long, text)
    return _PRICE.sub(lambda found: _price(found, language), text)


def _price(found: re.Match[str], language: str) -> str:
    whole = re.sub(r"\D", "", found["sum"] or found["sum2"])
    rest = found["rest"] or found["rest2"] or ""
    one, many = CURRENCIES.get(language, CURRENCIES["en"])[found["before"] or found["after"]]
    name = one if whole == "1" and not rest.strip("0") else many
    return f"{whole} {name}" + (f"{BETWEEN.get(language, ' ')}{int(rest)}" if rest.strip("0") else "")

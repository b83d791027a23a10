"""A refusal by a provider's policy in words: which of the inputs was refused, and the provider's own word for it. Pure.

A try keeps its message alone, so what was refused is said at its end and read from there again.
"""

import re

from vidpipe.errors import Kind, ProviderError

NAMES = {
    "prompt": "the words",
    "first": "the start picture",
    "last": "the end picture",
    "source": "what it goes on from",
    "output": "what came of it",
}
"""What a refusal may be about, as a person says it; a reference goes by its number."""
SAID = re.compile(
    r"Refused: (the words|the start picture|the end picture|what it goes on from|what came of it"
    r"|reference \d{1,2})( \([^()]*\))?\.$"
)


def told(error: ProviderError) -> str:
    """The error with its remedy, and of a refusal what it is about."""
    if error.kind is not Kind.POLICY:
        return str(error)
    named = error.about if re.fullmatch(r"reference \d{1,2}", error.about) else NAMES.get(error.about, "")
    code = re.sub(r"[^\w.:/-]+", " ", error.code).strip()[:40]
    if not named:
        return f"{str(error).rstrip('.!?')} ({code})." if code and code not in str(error) else str(error)
    return f"{_ended(str(error))} Refused: {named}{f' ({code})' if code else ''}."


def about(message: str) -> str:
    """What a message says was refused: prompt, first, last, source, output, `reference N`; "" where it does not."""
    found = SAID.search(message)
    if found is None:
        return ""
    return next((about for about, name in NAMES.items() if name == found[1]), found[1])


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

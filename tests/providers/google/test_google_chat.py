"""A chat as it is spoken: pieces in order, refusals and broken lines also in the middle of it."""

import pytest
from google_bench import IMAGE, TEXT, caps

from fakes.far import Far
from fakes.writing import CHAT
from vidpipe.errors import Kind, ProviderError
from vidpipe.ports import Provider
from vidpipe.providers.google.text import turns

ASKED = ({"role": "system", "content": "Be short."}, {"role": "user", "content": "A film?"})


def test_pieces_come_in_order(google: Provider, far: Far) -> None:
    pieces = list(google.chat(caps(TEXT), ASKED))
    assert len(pieces) > 2
    assert "".join(pieces) == CHAT
    sent = far.submits()[0].asked
    assert sent["systemInstruction"]["parts"][0]["text"] == "Be short."
    assert len(far.submits()) == 1


def test_speakers_in_a_row_are_one_turn() -> None:
    said = [("user", "a"), ("assistant", "b"), ("assistant", "c"), ("system", "s"), ("model", "d"), ("user", "e")]
    system, spoken = turns([{"role": role, "content": words} for role, words in said])
    assert system == "s"
    assert [(turn["role"], len(turn["parts"])) for turn in spoken] == [("user", 1), ("model", 3), ("user", 1)]


@pytest.mark.parametrize(("how", "about"), [("prompt", "prompt"), ("output", "output")])
def test_a_refusal_is_policy(how: str, about: str, google: Provider, far: Far) -> None:
    far.fault("refused", value=how)
    with pytest.raises(ProviderError) as refused:
        list(google.chat(caps(TEXT), ASKED))
    assert (refused.value.kind, refused.value.about) == (Kind.POLICY, about)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429", Kind.RETRY),
        ("401", Kind.AUTH),
        ("500", Kind.AMBIGUOUS),
        ("drop-after", Kind.AMBIGUOUS),
        ("cut-body", Kind.AMBIGUOUS),
        ("half-json", Kind.AMBIGUOUS),
        ("html", Kind.AMBIGUOUS),
        ("retired", Kind.GONE),
        ("no-output", Kind.GONE),
    ],
)
def test_what_goes_wrong_is_one_of_the_kinds(fault: str, kind: Kind, google: Provider, far: Far) -> None:
    far.fault(fault)
    with pytest.raises(ProviderError) as failed:
        list(google.chat(caps(TEXT), ASKED))
    assert failed.value.kind is kind
    assert sum(meant.act == "submit" for _, _, meant in far.asked) == 1


def test_only_a_writer_chats(google: Provider, far: Far) -> None:
    with pytest.raises(ProviderError) as refused:
        google.chat(caps(IMAGE), ASKED)
    assert refused.value.kind is Kind.INVALID
    assert not far.asked

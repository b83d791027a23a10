"""The contract that every provider keeps: catalogue, planning, one answer or ticket, files that are what they say."""

from pathlib import Path

import pytest

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.media.ffmpeg import sniff
from vidpipe.media.probe import probe
from vidpipe.ports import Desk, Provider, Ref, Request, Result, Ticket
from vidpipe.providers.registry import providers
from vidpipe.recipe import digest

MODELS = [(provider, caps) for provider in providers().values() for caps in provider.models()]
NAMES = [caps.id for _, caps in MODELS]
KINDS = {Role.IMAGE: "image/", Role.VIDEO: "video/", Role.SPEECH: "audio/", Role.MUSIC: "audio/"}


class Bench:
    """A desk with blobs in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs: dict[str, Path] = {}
        self.seen: list[int] = []

    def desk(self, name: str) -> Desk:
        place = self.folder / name
        place.mkdir()
        return Desk(folder=place, path=lambda known: self.blobs[known], progress=self.seen.append)

    def keep(self, path: Path, mime: str, use: str) -> Ref:
        name = digest(path.read_bytes())
        self.blobs[name] = path
        return Ref(use=use, digest=name, mime=mime)  # type: ignore[arg-type]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def ask(caps: Caps, bench: Bench, provider: Provider) -> Request:
    """A small request for any role."""
    small = {"width": 180, "height": 320, "seed": 5}
    if caps.role is Role.TEXT:
        data = {"prompt": "A lighthouse in a storm", "title": "", "kind": None, "style": "", "language": "", "seed": 5}
        return Request(role=Role.TEXT, task="brief", prompt="A lighthouse in a storm", data=data, seed=5)
    if caps.role is Role.IMAGE:
        return Request(role=Role.IMAGE, task="keyframe", prompt="A lighthouse by the sea at dusk", **small)
    if caps.role is Role.VIDEO:
        painter, paint = next((p, c) for p, c in MODELS if c.role is Role.IMAGE and p is provider)
        drawn = [made(painter, paint, ask(paint, bench, painter), bench.desk(f"key{n}")) for n in range(2)]
        refs = tuple(
            bench.keep(Path(result.outputs[0].path), result.outputs[0].mime, use)
            for result, use in zip(drawn, ("first", "last"), strict=True)
        )
        return Request(role=Role.VIDEO, task="clip", prompt="The light turns", frames=24, rate=24, refs=refs, **small)
    if caps.role is Role.SPEECH:
        return Request(role=Role.SPEECH, task="narration", prompt="The light turns.", language="en")
    return Request(role=Role.MUSIC, task="music", prompt="calm", data={"mood": "calm"}, frames=96, rate=24, seed=5)


def made(provider: Provider, caps: Caps, request: Request, desk: Desk) -> Result:
    """The result, through a ticket where the provider gives one."""
    answer = provider.submit(caps, provider.plan(caps, request).request, desk)
    if isinstance(answer, Ticket):
        for _ in range(600):
            if provider.poll(answer).state == "done":
                return provider.fetch(answer, desk)
        pytest.fail("the job was never done")
    return answer


@pytest.mark.parametrize("provider", providers().values(), ids=list(providers()))
def test_a_provider_is_the_port_and_its_models_are_its_own(provider: Provider) -> None:
    assert isinstance(provider, Provider)
    assert provider.recovery in ("idempotent", "lookup", "ask")
    ids = [caps.id for caps in provider.models()]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(caps.provider == provider.name and caps.price.as_of for caps in provider.models())


@pytest.mark.parametrize(("provider", "caps"), MODELS, ids=NAMES)
def test_planning_changes_nothing_and_says_the_price(provider: Provider, caps: Caps, bench: Bench) -> None:
    request = ask(caps, bench, provider)
    planned = provider.plan(caps, request)
    assert planned == provider.plan(caps, request)
    assert planned.price >= 0
    assert provider.plan(caps, planned.request).request == planned.request


@pytest.mark.parametrize(("provider", "caps"), MODELS, ids=NAMES)
def test_a_request_for_another_role_is_refused_before_anything_is_sent(
    provider: Provider, caps: Caps, bench: Bench
) -> None:
    other = Role.MUSIC if caps.role is not Role.MUSIC else Role.TEXT
    with pytest.raises(ProviderError) as refused:
        provider.plan(caps, Request(role=other, task="x", prompt="x"))
    assert refused.value.kind is Kind.INVALID
    assert refused.value.remedy


@pytest.mark.parametrize(("provider", "caps"), MODELS, ids=NAMES)
def test_what_is_made_is_what_it_says_and_the_same_again(provider: Provider, caps: Caps, bench: Bench) -> None:
    request = ask(caps, bench, provider)
    first = made(provider, caps, request, bench.desk("first"))
    if caps.role is Role.TEXT:
        assert first.data or first.text
    else:
        (output,) = first.outputs
        assert output.mime.startswith(KINDS[caps.role])
        assert sniff(Path(output.path)).startswith(KINDS[caps.role])
        assert Path(output.path).is_relative_to(bench.folder / "first")
        if KINDS[caps.role] == "audio/":
            assert output.meta["milliseconds"] == pytest.approx(probe(Path(output.path)).milliseconds, abs=1)
    if caps.seeded and caps.role is not Role.SPEECH:
        again = made(provider, caps, request, bench.desk("again"))
        assert [Path(o.path).read_bytes() for o in again.outputs] == [Path(o.path).read_bytes() for o in first.outputs]
        assert again.data == first.data

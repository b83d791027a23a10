"""The contract that every provider keeps: catalogue, planning, one answer or ticket, files that are what they say.

The paid ones are the real adapters over the real SDKs; all of them are asked at one far side.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.far import Far, serving
from fakes.media import png
from fakes.trial import KEYS, everybody
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import retired
from vidpipe.media.ffmpeg import sniff
from vidpipe.media.probe import probe
from vidpipe.ports import Desk, Planned, Provider, Ref, Request, Result, Setup, Ticket
from vidpipe.providers.registry import providers
from vidpipe.recipe import digest

PAID = ("google", "openai", "replicate")
SERVER_MODELS = ("writer", "image:painter", "speech:speaker")
NAMES = ("local", *PAID, "server")
KINDS = {Role.IMAGE: "image/", Role.VIDEO: "video/", Role.SPEECH: "audio/", Role.MUSIC: "audio/"}


def setup(address: str) -> Setup:
    return Setup(
        google_url=address,
        openai_url=f"{address}/v1",
        replicate_url=address,
        server_url=f"{address}/own/v1",
        server_models=SERVER_MODELS,
    )


def living(provider: Provider) -> list[Caps]:
    """The models that can be asked today."""
    return [caps for caps in provider.models() if retired(caps) != "gone"]


MODELS = [caps.id for provider in providers(setup("http://127.0.0.1:9")).values() for caps in living(provider)]


class Bench:
    """A desk with blobs in a folder, and the providers that work at it."""

    def __init__(self, folder: Path, known: dict[str, Provider], far: Far) -> None:
        self.folder, self.known, self.far = folder, known, far
        self.blobs: dict[str, Path] = {}
        self.seen: list[int] = []

    def model(self, name: str) -> tuple[Provider, Caps]:
        provider = self.known[name.partition("/")[0]]
        return provider, next(caps for caps in provider.models() if caps.id == name)

    def desk(self, name: str) -> Desk:
        place = self.folder / name
        place.mkdir()
        return Desk(folder=place, path=lambda known: self.blobs[known], progress=self.seen.append)

    def keep(self, path: Path, mime: str, use: str) -> Ref:
        name = digest(path.read_bytes())
        self.blobs[name] = path
        return Ref(use=use, digest=name, mime=mime)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    with serving(*everybody()) as found:
        yield found


@pytest.fixture(scope="module")
def known(far: Far) -> dict[str, Provider]:
    return providers(setup(far.address))


@pytest.fixture
def bench(tmp_path: Path, far: Far, known: dict[str, Provider], monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    far.jobs.clear()
    far.asked.clear()
    return Bench(tmp_path, known, far)


def ask(caps: Caps, bench: Bench, provider: Provider) -> Request:
    """A small request for any role."""
    small = {"width": 180, "height": 320, "seed": 5}
    if caps.role is Role.TEXT:
        data = {"prompt": "A lighthouse in a storm", "title": "", "kind": None, "style": "", "language": "", "seed": 5}
        said, answer = "The client wrote:\nA lighthouse in a storm", Brief.model_json_schema()
        return Request(role=Role.TEXT, task="brief", prompt=said, data=data, answer=answer, seed=5)
    if caps.role is Role.IMAGE:
        return Request(role=Role.IMAGE, task="keyframe", prompt="A lighthouse by the sea at dusk", **small)
    if caps.role is Role.VIDEO:
        refs = tuple(bench.keep(path, "image/png", use) for path, use in frames(bench, provider))
        return Request(role=Role.VIDEO, task="clip", prompt="The light turns", frames=24, rate=24, refs=refs, **small)
    if caps.role is Role.SPEECH:
        return Request(role=Role.SPEECH, task="narration", prompt="The light turns.", language="en")
    return Request(role=Role.MUSIC, task="music", prompt="calm", data={"mood": "calm"}, frames=96, rate=24, seed=5)


def frames(bench: Bench, provider: Provider) -> list[tuple[Path, str]]:
    """First and last frame: the local animator goes by what its own painter wrote into its pictures."""
    found = []
    for number, use in enumerate(("first", "last")):
        if provider.name == "local":
            painter = next(caps for caps in provider.models() if caps.role is Role.IMAGE)
            drawn = made(provider, painter, ask(painter, bench, provider), bench.desk(f"key{number}"))
            path = Path(drawn.outputs[0].path)
        else:
            path = bench.folder / f"key{number}.png"
            path.write_bytes(png(180, 320, 40 + number))
        found.append((path, use))
    return found


def made(provider: Provider, caps: Caps, request: Request, desk: Desk) -> Result:
    """The result, through a ticket where the provider gives one."""
    answer = provider.submit(caps, provider.plan(caps, request).request, desk)
    if isinstance(answer, Ticket):
        assert Ticket.model_validate(answer.plain()) == answer, "a ticket outlives the process"
        assert answer.provider == provider.name
        for _ in range(600):
            if provider.poll(answer).state == "done":
                return provider.fetch(answer, desk)
        pytest.fail("the job was never done")
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_is_the_port_and_its_models_are_its_own(name: str, bench: Bench) -> None:
    provider = bench.known[name]
    assert isinstance(provider, Provider)
    assert provider.recovery in ("idempotent", "lookup", "ask")
    ids = [caps.id for caps in provider.models()]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(caps.provider == provider.name and caps.price.as_of for caps in provider.models())


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_can_be_asked_whether_it_answers_and_nothing_is_paid(name: str, bench: Bench) -> None:
    provider = bench.known[name]
    assert provider.ready()
    assert len(provider.check()) > 10
    assert bench.far.submits() == []


@pytest.mark.parametrize("name", PAID)
def test_without_its_key_a_provider_is_not_ready_and_says_which_it_wants(
    name: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = bench.known[name]
    monkeypatch.delenv(provider.key)
    assert not provider.ready()
    with pytest.raises(ProviderError) as refused:
        provider.check()
    assert refused.value.kind is Kind.AUTH
    assert provider.key in str(refused.value)
    assert bench.far.asked == []


@pytest.mark.parametrize("name", MODELS)
def test_planning_changes_nothing_and_says_the_most_it_can_cost(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    request = ask(caps, bench, provider)
    asked = len(bench.far.asked)
    planned = provider.plan(caps, request)
    assert planned == provider.plan(caps, request)
    assert provider.plan(caps, planned.request).request == planned.request
    assert len(bench.far.asked) == asked or name.startswith("replicate/"), (
        "only a schema is looked up, and that is free"
    )
    assert honest(planned, free=name.startswith(("local/", "server/")))
    assert bench.far.submits() == []


def honest(planned: Planned, *, free: bool) -> bool:
    """Whether what it may cost is said as it is: free, between two amounts, or that nobody knows."""
    if free:
        return (planned.price, planned.basis) == (0, "free") or planned.price == 0
    least = planned.price if planned.low is None else planned.low
    return planned.units > 0 and 0 <= least <= planned.price and (planned.price > 0 or planned.basis == "unknown")


@pytest.mark.parametrize("name", MODELS)
def test_a_request_for_another_role_is_refused_before_anything_is_sent(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    other = Role.MUSIC if caps.role is not Role.MUSIC else Role.TEXT
    with pytest.raises(ProviderError) as refused:
        provider.plan(caps, Request(role=other, task="x", prompt="x"))
    assert refused.value.kind is Kind.INVALID
    assert refused.value.remedy
    assert bench.far.submits() == []


@pytest.mark.parametrize("name", MODELS)
def test_what_is_made_is_what_it_says_and_is_asked_for_once(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    request = ask(caps, bench, provider)
    planned = provider.plan(caps, request)
    first = made(provider, caps, request, bench.desk("first"))
    if caps.role is Role.TEXT:
        assert Brief.model_validate(first.data if first.data is not None else {}).subject or first.text
    else:
        (output,) = first.outputs
        assert output.mime.startswith(KINDS[caps.role])
        assert sniff(Path(output.path)).startswith(KINDS[caps.role])
        assert Path(output.path).is_relative_to(bench.folder / "first")
        if KINDS[caps.role] == "audio/":
            assert output.meta["milliseconds"] == pytest.approx(probe(Path(output.path)).milliseconds, abs=1)
    if provider.name != "local":
        assert len(bench.far.submits()) == 1
        assert first.cost is None or first.cost <= planned.price, "a charge never exceeds what was reserved"


@pytest.mark.parametrize("name", [name for name in MODELS if name.startswith("local/")])
def test_a_seed_gives_the_same_again(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    if not caps.seeded or caps.role is Role.SPEECH:
        return
    request = ask(caps, bench, provider)
    first, again = (made(provider, caps, request, bench.desk(where)) for where in ("first", "again"))
    assert [Path(o.path).read_bytes() for o in again.outputs] == [Path(o.path).read_bytes() for o in first.outputs]
    assert again.data == first.data


@pytest.mark.parametrize("name", [name for name in MODELS if not name.startswith("local/")])
def test_no_key_stands_in_a_ticket_an_error_or_a_file(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    bench.far.fault("401")
    try:
        with pytest.raises(ProviderError) as refused:
            made(provider, caps, ask(caps, bench, provider), bench.desk("first"))
    finally:
        bench.far.faults.clear()
    assert refused.value.kind is Kind.AUTH
    assert refused.value.remedy
    told = f"{refused.value} {refused.value!r} {refused.value.code}"
    told += "".join(path.read_text(errors="replace") for path in bench.folder.rglob("*") if path.is_file())
    assert not [secret for secret in KEYS.values() if secret in told]

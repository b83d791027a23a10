"""No address reaches this machine or its network: not by its form, its name, its redirect or a resolver that lies."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from net_room import Canary, House, Page, housing

from vidpipe.errors import BadInput, VidpipeError
from vidpipe.net import fetch as fetching
from vidpipe.net.fetch import FetchFailed, fetch, is_public

LOOPBACK = [
    *("127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "0"),
    *("0.0.0.0", "2130706433", "017700000001", "0177.0.0.1", "0177.0.0.01", "0x7f000001", "0x7f.0.0.1", "0x7f.1"),
    *("0X7F.1", "127.0.0.1.", "127.00.0.1", "127.0.0.0x1", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]"),
    *("[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::ffff:0:7f00:1]", "[::1%25lo]"),
]
INNER = [
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.254", "100.64.0.1"),
    *("169.254.169.254", "169.254.0.1", "192.0.0.1", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7"),
    *("203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "0.1.2.3", "2852039166"),
    *("0xa9fea9fe", "0251.0376.0251.0376", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd00:ec2::254]"),
    *("[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[3fff::1]", "[100::1]", "[::ffff:169.254.169.254]"),
    *("[::ffff:10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::]", "[64:ff9b:1::1]"),
]
FORMS = [
    *("http://{here}/", "ftp://{here}/", "file:///etc/passwd", "file://localhost/etc/passwd", "FILE:///etc/passwd"),
    *(
        "gopher://{here}/_x",
        "dict://{here}/x",
        "ldap://{here}/",
        "sftp://{here}/",
        "tftp://{here}/",
        "jar:http://{here}!/",
    ),
    *("data:text/html,x", "javascript:alert(1)", "ws://{here}/", "netdoc:///etc/passwd", "//{here}/", "{here}", ""),
    *("https://", "https:///x", "https://?x", "https://#x", "https://@{here}/", "https://user@{here}/"),
    *("https://user:pass@{here}/", "https://example.com@{here}/", "https://{here}@example.com@{here}/"),
    *("https://example.com\\@{here}/", "https:\\\\{here}/", "https://{here}\\.example.com/", "https://exa mple.com/"),
    *("https://{here}/\r\nHost: example.com", "https://{here}\r\n.example.com/", "https://example.com/%0d\r\n"),
    *(
        "https://exam\tple.com/",
        "https://example.com/\x00",
        "\nhttps://{here}/",
        " https://{here}/",
        "https://{here}\n",
    ),
    *(
        "https://１２７.０.０.１:{port}/",
        "https://①②⑦.⓪.⓪.①:{port}/",
        "https://ⓛocalhost:{port}/",
        "https://exämple.com/",
    ),
    *(
        "https://localhost。example.com/",
        "https://example.com:99999/",
        "https://example.com:-1/",
        "https://example.com:0x50/",
    ),
    *(
        "https://[::1/",
        "https://::1]/",
        "https://[{here}]/",
        "https://[::1]x/",
        "https://-example.com/",
        "https://exa$mple.com/",
    ),
    *(
        "https://example..com/",
        "https://.example.com/",
        "https://%6c%6f%63alhost:{port}/",
        "https://{here}%2f.example.com/",
    ),
    *(
        "https://example.com:22/",
        "https://example.com:{port}/",
        "https://example.com:6379/",
        "https:/{here}/",
        "https:{here}",
    ),
    *("https://" + "a" * 64 + ".com/", "https://" + "a." * 130 + "com/", "https://example.com/" + "a" * 9000),
]


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.close()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with housing() as found:
        yield found


@pytest.fixture
def any_port(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port rule does not help: what refuses is the address itself."""
    monkeypatch.setattr(fetching, "PORTS", (443, canary.port))


def refused(address: str, into: Path, **more: Any) -> VidpipeError:
    with pytest.raises(VidpipeError) as caught:
        fetch(address, into, most_bytes=1000, seconds=2, **more)
    assert isinstance(caught.value, BadInput | FetchFailed)
    assert caught.value.message
    assert caught.value.remedy
    assert not into.exists()
    return caught.value


def test_the_canary_sings(canary: Canary) -> None:
    before = canary.visits
    socket.create_connection(("127.0.0.1", canary.port), timeout=2).close()
    while canary.visits == before:
        pass
    assert canary.visits == before + 1


@pytest.mark.parametrize("host", [*LOOPBACK, *INNER])
@pytest.mark.usefixtures("any_port")
def test_no_name_or_number_of_this_machine_or_its_network_is_reached(host: str, canary: Canary, tmp_path: Path) -> None:
    before = canary.visits
    for scheme in ("https", "http"):
        refused(f"{scheme}://{host}:{canary.port}/secret", tmp_path / "came")
    refused(f"https://{host}/secret", tmp_path / "came")
    assert canary.visits == before


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_an_address_gets_past(form: str, canary: Canary, tmp_path: Path) -> None:
    before = canary.visits
    error = refused(form.format(here=f"127.0.0.1:{canary.port}", port=canary.port), tmp_path / "came")
    assert "\r" not in error.message
    assert canary.visits == before


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len({*LOOPBACK, *INNER, *FORMS}) >= 130


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/", "https://localhost:{port}/", "file:///etc/passwd", "//127.0.0.1:{port}/"]
)
@pytest.mark.usefixtures("any_port")
def test_a_redirect_is_an_address_like_any_other(
    status: int, target: str, house: House, canary: Canary, tmp_path: Path
) -> None:
    before = canary.visits
    house.pages["/away"] = Page(status=status, headers={"Location": target.format(port=canary.port)})
    refused(f"{house.address}/away", tmp_path / "came", trusted=[house.address])
    assert canary.visits == before


def answers(*addresses: str) -> list[tuple[Any, ...]]:
    return [
        (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
        for address in addresses
    ]


@pytest.mark.usefixtures("any_port")
def test_a_resolver_that_changes_its_mind_is_asked_once(
    canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter([answers("93.184.216.34"), answers("127.0.0.1")])
    dialled: list[str] = []

    def dial(addresses: list[str], port: int, seconds: float) -> socket.socket:
        dialled.extend(addresses)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: next(told))
    monkeypatch.setattr(fetching, "_dial", dial)
    refused(f"https://rebinding.example:{canary.port}/", tmp_path / "came")
    assert dialled == ["93.184.216.34"]
    refused(f"https://rebinding.example:{canary.port}/", tmp_path / "came")
    assert dialled == ["93.184.216.34"], "the second time its address is this machine's, so nobody is dialled"


@pytest.mark.parametrize("mixed", [("93.184.216.34", "127.0.0.1"), ("::1", "2606:4700::1"), ("10.0.0.7",)])
@pytest.mark.usefixtures("any_port")
def test_a_name_with_one_inner_address_is_refused_whole(
    mixed: tuple[str, ...], canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canary.visits
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers(*mixed))
    error = refused(f"https://mixed.example:{canary.port}/", tmp_path / "came")
    assert "mixed.example" in error.message
    assert canary.visits == before


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://localhost:{port}", "http://127.0.0.1"]
)
def test_only_the_very_origin_that_was_configured_is_trusted(base: str, canary: Canary, tmp_path: Path) -> None:
    before = canary.visits
    refused(f"http://127.0.0.1:{canary.port}/", tmp_path / "came", trusted=[base.format(port=canary.port)])
    assert canary.visits == before


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)

"""A price list in words: each unit, resolutions, tokens, and what nobody confirms."""

import pytest

from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.film.tariff import briefly, dollars, fully


def model(price: Price, *resolutions: str) -> Caps:
    return Caps(provider="acme", model="a", role=Role.VIDEO, resolutions=resolutions, price=price)


@pytest.mark.parametrize(
    ("unit", "micros", "says"),
    [
        ("image", 67_200, "$0.07 an image"),
        ("second", 101_360, "$0.10 a second"),
        ("minute", 15_000, "$0.01 a minute"),
        ("request", 80_000, "$0.08 each"),
        ("1000 characters", 4_400, "$0.0044 per 1,000 characters"),
        ("fortnight", 2_000_000, "$2.00 a fortnight"),
    ],
)
def test_every_unit_has_its_words(unit: str, micros: int, says: str) -> None:
    assert briefly(model(Price(unit=unit, micros=micros))) == says


def test_nothing_to_pay_and_nobody_knows_are_told_apart() -> None:
    assert briefly(model(Price())) == "Free"
    assert briefly(model(Price(sure="unknown"))) == "Price unknown"
    assert briefly(model(Price(unit="image", micros=50_000, sure="unknown"))) == "about $0.05 an image"


def test_tokens_are_told_by_kind() -> None:
    price = Price(unit="million tokens", micros=3_750_000, by={"out": 3_750_000, "in": 750_000})
    assert briefly(model(price)) == fully(model(price)) == "$0.75 in, $3.75 out per million tokens"


def test_a_whole_list_names_every_resolution_and_then_tokens() -> None:
    price = Price(unit="second", micros=100_000, by={"720p": 100_000, "360p": 30_000, "video out": 17_500_000})
    said = fully(model(price, "360p", "720p"))
    assert said == "$0.03 at 360p, $0.10 at 720p, a second; by use: $17.50 video out per million tokens"


@pytest.mark.parametrize(
    ("micros", "says"), [(0, "$0.00"), (9_999, "$0.01"), (1_234, "$0.0012"), (2_500_000_000, "$2,500.00")]
)
def test_an_amount_below_a_cent_keeps_its_digits(micros: int, says: str) -> None:
    assert dollars(micros) == says

"""What something may cost: from one amount to another, and how sure that is. Whole micro-dollars."""

from collections.abc import Iterable
from typing import Any, Literal, cast, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Sure = Literal["free", "fixed", "learned", "metered", "estimated", "unknown"]
"""How sure a price is, the surest first: nothing to pay; one price; as calls before cost; between what a call can cost
at least and at most; reckoned before the scenes are known; nobody says."""

SURES: tuple[Sure, ...] = get_args(Sure)


class Cost(int):
    """The most that something may cost, which knows the least too, how sure both are, and of which day (ISO) the
    oldest price in it is.

    It counts as a number of micro-dollars wherever one is asked for; sums and multiples keep what it knows. It is true
    unless it is free: a price that nobody knows is no price of nothing, whatever its number.
    """

    low: int
    sure: Sure
    as_of: str

    def __new__(cls, most: int = 0, *, low: int | None = None, sure: Sure | None = None, as_of: str = "") -> "Cost":
        made = super().__new__(cls, most)
        made.low = min(most, most if low is None else low)
        made.sure = sure or ("fixed" if most else "free")
        made.as_of = as_of
        return made

    @property
    def most(self) -> int:
        return int(self)

    @property
    def known(self) -> bool:
        return self.sure != "unknown"

    def __bool__(self) -> bool:
        return int(self) != 0 or not self.known

    def __add__(self, other: int) -> "Cost":
        more = other if isinstance(other, Cost) else Cost(other)
        return Cost(
            int(self) + int(more),
            low=self.low + more.low,
            sure=max(self.sure, more.sure, key=SURES.index),
            as_of=min(filter(None, (self.as_of, more.as_of)), default=""),
        )

    __radd__ = __add__

    def __mul__(self, times: int) -> "Cost":
        if not times:
            return Cost()
        return Cost(int(self) * times, low=self.low * times, sure=self.sure, as_of=self.as_of)

    __rmul__ = __mul__

    def __repr__(self) -> str:
        return f"Cost({int(self)}, low={self.low}, sure={self.sure!r}, as_of={self.as_of!r})"

    def less_sure(self, sure: Sure) -> "Cost":
        """The same, known no better than so. What is free stays free."""
        if not self:
            return self
        return Cost(int(self), low=self.low, sure=max(self.sure, sure, key=SURES.index), as_of=self.as_of)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _cost, serialization=core_schema.plain_serializer_function_ser_schema(int)
        )


FREE = Cost()


def total(costs: Iterable[int]) -> Cost:
    """The sum, as sure as the least sure of them."""
    return cast(Cost, sum(costs, FREE))


def _cost(value: Any) -> Cost:
    """Raises ValueError for what is no amount."""
    if isinstance(value, Cost):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Cost(value)
    raise ValueError("is no amount of micro-dollars")

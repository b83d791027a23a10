"""What a writer answered, read as a noun: outside text becomes checked data here or is refused.

A null stands for what was left out, and a line that is too long is shortened: the answer is paid, and the rest is good.
"""

import copy
import functools
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.noun import Noun
from vidpipe.ports import Draft, Result
from vidpipe.recipe import canonical

JSON = "application/json"
TOO_LONG = "string_too_long"
N = TypeVar("N", bound=Noun)


def shape_of(noun: type[Noun]) -> dict[str, Any]:
    """The JSON schema that an answer has to keep to; made once, since every look at a film prices its requests."""
    return copy.deepcopy(_shape(noun))


@functools.cache
def _shape(noun: type[Noun]) -> dict[str, Any]:
    return noun.model_json_schema()


def read_data(result: Result) -> dict[str, Any]:
    """The answer as a JSON object. Raises ProviderError (invalid, billed) when it is none."""
    if result.data is not None:
        return _without_nulls(result.data)
    try:
        data = json.loads(result.text)
    except (ValueError, RecursionError) as error:
        raise ProviderError(
            Kind.INVALID, f"The writer's answer is no JSON: {error}", remedy=AGAIN, billed=True
        ) from error
    if not isinstance(data, dict):
        raise ProviderError(Kind.INVALID, "The writer's answer is no JSON object", remedy=AGAIN, billed=True)
    return _without_nulls(data)


def _without_nulls(found: Mapping[str, Any]) -> dict[str, Any]:
    """Data without the nulls by which a model that must name everything leaves something out."""
    return {name: _said(value) for name, value in found.items() if value is not None}


def _said(found: Any) -> Any:
    if isinstance(found, Mapping):
        return _without_nulls(found)
    return [_said(value) for value in found] if isinstance(found, list) else found


def rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list within an answer, none where it holds something else."""
    found = data.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


AGAIN = "Try again, or choose another text model."


def read_answer(result: Result, noun: type[N]) -> N:
    """The answer as a noun. Raises ProviderError (invalid, billed)."""
    return check(read_data(result), noun)


def check(data: dict[str, Any], noun: type[N]) -> N:
    """The data as a noun. Raises ProviderError (invalid, billed)."""
    try:
        return noun.model_validate(data)
    except ValidationError as error:
        if all(fault["type"] == TOO_LONG for fault in error.errors()):
            return noun.model_validate(_shortened(data, error))
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProviderError(
            Kind.INVALID, f"The writer's answer does not fit at {where}: {first['msg']}", remedy=AGAIN, billed=True
        ) from error


def _shortened(data: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """The data with each text that is too long cut after its last word that fits."""
    whole = copy.deepcopy(data)
    for fault in error.errors():
        *way, last = fault["loc"]
        place: Any = whole
        for step in way:
            place = place[step]
        most, text = int(fault["ctx"]["max_length"]), str(place[last]).strip()
        place[last] = text[: most + 1].rpartition(" ")[0].rstrip() or text[:most]
    return whole


def draft_of(noun: Noun) -> Draft:
    """A noun as the bytes of a take: canonical, so that the same words always have the same digest."""
    return Draft(mime=JSON, data=canonical(noun.plain()).encode())

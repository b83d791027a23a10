"""What a writer answered, read as a noun: outside text becomes checked data here or is refused."""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.noun import Noun
from vidpipe.ports import Draft, Result
from vidpipe.recipe import canonical

JSON = "application/json"
N = TypeVar("N", bound=Noun)


def read_data(result: Result) -> dict[str, Any]:
    """The answer as a JSON object. Raises ProviderError (invalid, billed) when it is none."""
    if result.data is not None:
        return result.data
    try:
        data = json.loads(result.text)
    except ValueError as error:
        raise ProviderError(
            Kind.INVALID, f"The writer's answer is no JSON: {error}", remedy=AGAIN, billed=True
        ) from error
    if not isinstance(data, dict):
        raise ProviderError(Kind.INVALID, "The writer's answer is no JSON object", remedy=AGAIN, billed=True)
    return data


AGAIN = "Try again, or choose another text model."


def read_answer(result: Result, noun: type[N]) -> N:
    """The answer as a noun. Raises ProviderError (invalid, billed)."""
    return check(read_data(result), noun)


def check(data: dict[str, Any], noun: type[N]) -> N:
    try:
        return noun.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProviderError(
            Kind.INVALID, f"The writer's answer does not fit at {where}: {first['msg']}", remedy=AGAIN, billed=True
        ) from error


def draft_of(noun: Noun) -> Draft:
    """A noun as the bytes of a take: canonical, so that the same words always have the same digest."""
    return Draft(mime=JSON, data=canonical(noun.plain()).encode())

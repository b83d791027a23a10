"""Several languages as a person asks for them."""

import pytest

from vidpipe.asking import settings_from
from vidpipe.errors import BadInput


def test_the_first_of_several_is_the_films_own_and_they_change_no_seed():
    one, several = (
        settings_from({"prompt": "a", "language": "en"}),
        settings_from({"prompt": "a", "languages": "en,es, fr"}),
    )
    assert (several.language, several.languages) == ("en", ("es", "fr"))
    assert several.seed == one.seed
    assert "languages" not in one.plain()


def test_a_language_that_was_said_stays_the_films_own():
    found = settings_from({"prompt": "a", "language": "fr", "languages": ["es", "fr", "es"]})
    assert (found.language, found.languages) == ("fr", ("es",))


def test_a_film_that_is_there_keeps_its_language():
    before = settings_from({"prompt": "a"})
    assert settings_from({"languages": "es"}, base=before).language == ""


@pytest.mark.parametrize("said", ["english", "en,xx", "../en", ["en", "e n"]])
def test_what_is_no_language_is_refused_with_an_example(said):
    with pytest.raises(BadInput, match="no language known") as caught:
        settings_from({"prompt": "a", "languages": said})
    assert "en" in caught.value.remedy


def test_there_is_a_limit():
    tags = "en es fr de it pt ja zh hi ar he ru uk ko nl pl tr af am az be bg bn bs ca cs"
    with pytest.raises(BadInput, match="more than 24"):
        settings_from({"prompt": "a", "languages": tags.replace(" ", ",")})

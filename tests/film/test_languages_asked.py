"""Several languages as a person asks for them."""

import pytest

from vidpipe.asking import settings_from
from vidpipe.errors import BadInput


def test_further_languages_change_no_seed_and_leave_no_trace_where_there_are_none():
    one = settings_from({"prompt": "a", "language": "en"})
    several = settings_from({"prompt": "a", "language": "en", "languages": "es, fr,es"})
    assert (several.language, several.languages) == ("en", ("es", "fr"))
    assert several.seed == one.seed
    assert "languages" not in one.plain()


def test_a_film_that_is_there_keeps_its_language():
    before = settings_from({"prompt": "a"})
    assert settings_from({"languages": ["es"]}, base=before).language == ""


@pytest.mark.parametrize("said", ["english", "en,xx", "../en", ["en", "e n"]])
def test_what_is_no_language_is_refused_with_an_example(said):
    with pytest.raises(BadInput, match="no language known") as caught:
        settings_from({"prompt": "a", "languages": said})
    assert "en" in caught.value.remedy


def test_there_is_a_limit():
    tags = "en es fr de it pt ja zh hi ar he ru uk ko nl pl tr af am az be bg bn bs ca cs"
    with pytest.raises(BadInput, match="more than 24"):
        settings_from({"prompt": "a", "languages": tags.replace(" ", ",")})

"""What `vidpipe languages` reads of its options and files, before any film is touched."""

import json

import pytest

from vidpipe.cli.languages import MOST_BYTES, _read, _said
from vidpipe.errors import BadInput


def test_a_line_names_its_language_its_scene_and_what_it_is():
    assert _said("es:2=Buenos días = hola") == ("es", "2", {"narration": "Buenos días = hola"})
    assert _said("pt-BR:one1/words=") == ("pt-BR", "one1", {"words": ""})


@pytest.mark.parametrize("said", ["", "es", "es=Hola", "es:=Hola", "es:2", "es:2/title=Hola"])
def test_what_names_no_line_is_refused_with_an_example(said):
    with pytest.raises(BadInput) as caught:
        _said(said)
    assert "--say es:2=" in caught.value.remedy


def test_a_file_is_what_the_command_prints(tmp_path):
    line = {"scene": "one1", "number": 1, "said": {"narration": "It begins."}, "told": {"narration": "Empieza."}}
    file = tmp_path / "words.json"
    file.write_text(json.dumps({"languages": [{"language": "es", "lines": [line]}]}), encoding="utf-8")
    assert _read(file) == [("es", "one1", {"narration": "Empieza."})]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"languages": 7}', '{"languages": [{"lines": []}]}', "[" * 100_000])
def test_any_other_file_is_refused(tmp_path, text):
    file = tmp_path / "words.json"
    file.write_text(text)
    with pytest.raises(BadInput) as caught:
        _read(file)
    assert "--json" in caught.value.remedy


def test_a_file_that_is_too_large_or_not_there_is_not_read(tmp_path):
    file = tmp_path / "words.json"
    file.write_bytes(b" " * (MOST_BYTES + 1))
    for place in (file, tmp_path / "none.json"):
        with pytest.raises(BadInput):
            _read(place)

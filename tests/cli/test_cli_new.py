"""`vidpipe new`: the talk by a pipe, to a storyboard or to the command that makes the film."""

import re


def test_a_talk_by_a_pipe_ends_in_a_film_that_waits_at_its_gate(cli, workspace):
    said = b"I bake bread at dawn\nneighbours who sleep late\nbaked over wood, still warm\njust make it\n"
    answer = cli("new", "--gate", "storyboard", stdin=said)
    assert answer.code == 3, answer.err
    assert "Who should it speak to?" in answer.out
    assert "55 % complete. Making it: Free." in answer.out
    assert "waits for you" in answer.out
    shown = cli("list", "--json").data["projects"][0]
    assert shown["status"] == "awaiting_approval"


def test_a_talk_that_ends_early_names_how_to_go_on(cli):
    answer = cli("new", "A fox looks for snow", stdin=b"")
    assert answer.code == 0
    found = re.search(r"vidpipe new --film (\w+)", answer.out)
    assert found
    again = cli("new", "--film", found.group(1), stdin=b"children\n")
    assert again.code == 0
    assert "children" in again.out


def test_nobody_speaks(cli):
    answer = cli("new")
    assert answer.code == 2
    assert cli("list", "--json").data == {"projects": []}

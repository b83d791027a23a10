"""`vidpipe review --mend`: a cut that came out wrong is made again, and that is looked at."""

import pytest

from vidpipe import Studio
from vidpipe.errors import Refused
from vidpipe.media.assemble import FfmpegCutter

pytestmark = [pytest.mark.xdist_group("cli-film")]


def test_a_cut_that_came_out_wrong_is_made_again_and_then_nothing_is_found(copy, cli, monkeypatch):
    cut = FfmpegCutter.cut

    def too_short(cutter, plan, **rest):
        last = plan.shots[-1].model_copy(update={"frames": plan.shots[-1].frames // 2})
        return cut(cutter, plan.model_copy(update={"shots": (*plan.shots[:-1], last)}), **rest)

    with monkeypatch.context() as wrongly:
        wrongly.setattr(FfmpegCutter, "cut", too_short)
        assert cli("stitch", copy.project, "--transition", "dip-to-white", "--at", "1", data=copy.data).code == 0
    found = cli("review", copy.project, "--json", "--strict", data=copy.data)
    assert found.code == 3
    assert {row["kind"] for row in found.data["findings"]} == {"length"}
    assert {(row["step"], row["act"]) for row in found.data["findings"]} == {("cut", "Make the cut again.")}
    mended = cli("review", copy.project, "--mend", "--json", "--strict", data=copy.data)
    assert (mended.code, mended.data["findings"], mended.data["fresh"]) == (0, [], True)
    assert "made again" in mended.err
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        slot = next(name for name in film.overview.slots if name.startswith("cut/"))
        assert [take.recipe.sample for take in film.takes(slot)][-2:] == [0, 1]
        cuts = len(film.takes(slot))
    again = cli("review", copy.project, "--mend", data=copy.data)
    assert again.out.endswith(": nothing found\n")
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        assert len(film.takes(slot)) == cuts, "what is good is left alone"
        film.lock(slot)
        with pytest.raises(Refused, match="locked"):
            film.mend(wake=False)

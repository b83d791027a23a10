"""How well the making goes: takes kept of those made, seconds per stage, what the cache answered, why not."""

from collections.abc import Mapping

from vidpipe.film.account import Metrics, StageMetrics
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, table
from vidpipe.ui.records.figures import figures, rows
from vidpipe.ui.view.spending import rejections


def making(film: str) -> None:
    studio = session.studio()
    found = studio.metrics(film)
    if not found.made:
        show(_nothing())
        return
    titles = {stage.name: stage.title for stage in studio.stages()}
    show(_totals(found))
    show(section("By stage"), stages(found, titles))
    show(_reasons(found))


def _nothing() -> Markup:
    return tag(
        "div",
        tag("h2", "Nothing was made yet"),
        tag(
            "p",
            "Once films are made, this tells how many takes were kept, how long each stage takes and what was free.",
        ),
        class_="void",
    )


def _totals(found: Metrics) -> Markup:
    share = round(100 * found.kept / found.made)
    saved = round(100 * found.cached_calls / found.calls) if found.calls else 0
    return figures(
        ("Yield", f"{share} %", f"{found.kept:,} of {found.made:,} takes kept"),
        ("Calls", f"{found.calls:,}", "to models of words, pictures and sound"),
        ("From the cache", f"{found.cached_calls:,}", f"{saved} % of the calls, free"),
        ("Rejected", f"{sum(found.rejections.values()):,}", "by hand"),
    )


def stages(found: Metrics, titles: Mapping[str, str]) -> Markup:
    columns = ["Stage", "Made", "Kept", "Yield", "From the cache", "Time of one"]
    return table(columns, [_stage(stage, titles) for stage in found.stages], classes="counts")


def _stage(stage: StageMetrics, titles: Mapping[str, str]) -> list[str | Markup]:
    track = tag("span", tag("i", style=f"width:{min(100, stage.share)}%"), class_="track", aria_hidden="true")
    return [
        titles.get(stage.stage, words.capital(stage.stage)),
        f"{stage.made:,}",
        f"{stage.kept:,}",
        tag("span", track, f"{stage.share} %", class_="share"),
        f"{stage.cached:,}" if stage.cached else "none",
        _time(stage.seconds),
    ]


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "always cached"
    return words.span(seconds) if seconds >= 1 else f"{seconds:.1f} s"


def _reasons(found: Metrics) -> Markup:
    none = "No take was rejected. Reject one with a reason on its page, and the reasons are counted here."
    return tag("div", rows("Why takes were rejected", rejections(found), none=none), class_="shares")

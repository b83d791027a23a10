"""The chosen joint drawn small: it moves when it is chosen or changed, and while one points at it."""

from vidpipe.ui.address import thumb
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.view.joining import Joining, Side


def draw(joint: Joining) -> None:
    """The picture. At rest it is half way over."""
    style = f"--time:{joint.seconds:.3f}s;--shape:{joint.ratio}"
    parts = (_side(joint.before, "before"), _side(joint.after, "after"), tag("i"))
    show(tag("div", *parts, class_=joint.look, style=style, role="img", aria_label=joint.says), fit=True)


def _side(side: Side, name: str) -> Markup:
    number = tag("b", str(side.number)) if side.number and not side.digest else None
    picture = tag("img", src=thumb(side.digest), alt="") if side.digest else None
    return tag("span", number, picture, class_=name)

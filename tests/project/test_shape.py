"""The code stays small and readable: bounds on the whole tree, none of them a verdict on one function."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from repository import PACKAGE, functions, imports, name, product_files, tree, unit

DRAWERS = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "common", "misc"}
"""Names that say nothing of what is inside."""


def ninth_decile(numbers: Iterable[int]) -> int:
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]


def lines(path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def function_lengths() -> dict[str, int]:
    return {
        f"{name(path)}:{found.lineno} {found.name}": (found.end_lineno or found.lineno) - found.lineno + 1
        for path in product_files()
        for found in functions(path)
    }


def test_nine_functions_in_ten_have_at_most_35_lines():
    lengths = function_lengths()
    longest = sorted(lengths.items(), key=lambda pair: -pair[1])[:8]
    assert ninth_decile(lengths.values()) <= 35, longest


def test_the_median_function_has_fewer_than_12_lines():
    lengths = sorted(function_lengths().values())
    assert lengths[len(lengths) // 2] < 12


def test_nine_files_in_ten_have_at_most_400_lines_and_none_over_600():
    lengths = {name(path): lines(path) for path in product_files() if unit(path) != "pages"}
    longest = sorted(lengths.items(), key=lambda pair: -pair[1])[:5]
    assert ninth_decile(lengths.values()) <= 400, longest
    assert max(lengths.values()) <= 600, longest


def test_a_page_has_at_most_80_lines():
    long = {name(path): lines(path) for path in product_files() if unit(path) == "pages" and lines(path) > 80}
    assert not long


def test_every_function_says_what_it_returns():
    bare = [
        f"{name(path)}:{found.lineno} {found.name}"
        for path in product_files()
        for found in functions(path)
        if found.returns is None
    ]
    assert not bare


def test_no_two_units_import_each_other():
    edges = defaultdict(set)
    units = {unit(path) for path in product_files()}
    for path in product_files():
        targets = {module.split(".")[1] for module, _ in imports(path) if module.startswith("vidpipe.")}
        edges[unit(path)] |= targets & units - {unit(path)}
    both_ways = [
        (one, other) for one, other in combinations(sorted(units), 2) if other in edges[one] and one in edges[other]
    ]
    assert not both_ways


def test_every_module_says_what_it_is():
    import ast

    silent = [name(path) for path in product_files() if not (ast.get_docstring(tree(path)) or "").strip()]
    assert not silent


def test_every_package_says_what_it_is_and_what_it_may_not_do():
    import ast

    short = [
        name(init)
        for init in PACKAGE.glob("*/__init__.py")
        if not 2 <= len([line for line in (ast.get_docstring(tree(init)) or "").splitlines() if line.strip()]) <= 12
    ]
    assert not short


def test_no_module_is_a_drawer():
    drawers = [
        name(path)
        for path in product_files()
        if path.stem in DRAWERS or DRAWERS & set(path.parent.relative_to(PACKAGE.parent).parts)
    ]
    assert not drawers

"""The tail is capped: no module, function, view or template grows beyond what one reads in one go."""

import ast

from tests.house.files import LARGER, modules, name, templates, tree


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_modules_are_at_most_300_lines_and_tests_500() -> None:
    sizes = {name(path): len(path.read_text().splitlines()) for path in modules()}
    too_large = {path: size for path, size in sizes.items() if size > 300 and path not in LARGER}
    sizes = {name(path): len(path.read_text().splitlines()) for path in modules(tests=True)}
    too_large |= {path: size for path, size in sizes.items() if size > 500 and path not in LARGER}
    assert too_large == {}


def test_functions_are_at_most_40_lines() -> None:
    too_large = {
        f"{name(path)}:{node.name}": lines_of(node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > 40
    }
    assert {place: size for place, size in too_large.items() if place not in LARGER} == {}


def test_views_hold_no_rules_so_they_are_at_most_20_lines() -> None:
    too_large = {
        f"{name(path)}:{node.name}": lines_of(node)
        for path in modules()
        if path.name == "views.py" or path.parent.name == "views"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and lines_of(node) > 20
    }
    assert {place: size for place, size in too_large.items() if place not in LARGER} == {}


def test_templates_are_at_most_120_lines() -> None:
    sizes = {name(path): len(path.read_text().splitlines()) for path in templates()}
    assert {path: size for path, size in sizes.items() if size > 120 and path not in LARGER} == {}


def test_no_exemption_outlives_its_reason() -> None:
    known = {name(path) for path in [*modules(), *modules(tests=True), *templates()]}
    assert {place for place in LARGER if place.split(":")[0] not in known} == set()
    assert all(LARGER.values())

"""One name for one thing: no class and no public function of the house is called like another."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Scrapy loads a command by its module and calls each class `Command`.
LET_THROUGH = {"Command"}
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in ("crawler", "pipelines", "settings"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def repeats(definitions: Iterator[tuple[str, Definition]]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for place, definition in definitions:
        places[definition.name].append(place)
    return {
        name: stands
        for name, stands in places.items()
        if len(stands) > 1 and name not in LET_THROUGH
    }


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for place, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield place, node


def public_functions() -> Iterator[tuple[str, Definition]]:
    """The functions of a module's face, without methods."""
    for place, tree in modules():
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_"):
                yield place, node


@pytest.mark.parametrize("definitions", [classes, public_functions])
def test_one_name_stands_for_one_thing(definitions: type[Iterator[tuple[str, Definition]]]) -> None:
    assert repeats(definitions()) == {}

"""Layers go one way: who may import whom."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"crawler", "pipelines", "settings", "tests"}
# From the ground up: a folder or loose module imports only what stands before it.
CRAWLER = (
    "items", "outcomes", "signals", "clock", "backoff",
    "text", "urls", "dates",
    "publisher", "acceptance", "cleaning",
    "discovery",
    "extraction",
    "learning", "revisions", "near_duplicates", "health", "state",
    "workers",
    "fetching",
    "crawl",
    "extensions",
    "spiders",
    "commands",
)  # fmt: skip
PIPELINES = (
    "items",
    "mongo", "embedded",
    "database_server", "target_locks", "run_locks", "crawl_registry", "connection",
    "collections",
    "recorders",
    "clean", "validate", "deduplicate", "store", "learn", "expectations",
    "database",
)  # fmt: skip
BELOW_WORKERS = CRAWLER[: CRAWLER.index("workers")]
LOOSE_MAX = 8
FOLDER_WORDS_MIN = 20
PURE = (
    *(f"crawler/{name}.py" for name in ("items", "outcomes", "signals", "clock", "backoff")),
    "crawler/acceptance.py", "crawler/cleaning.py",
    "crawler/text", "crawler/urls", "crawler/dates", "crawler/publisher", "crawler/discovery",
    "crawler/extraction", "crawler/learning", "crawler/revisions", "crawler/near_duplicates",
    "crawler/health", "crawler/state/records.py", "crawler/state/validators.py",
    "crawler/state/page_revisits.py", "crawler/state/source_polling.py",
    "crawler/state/request_context.py", "crawler/crawl/plan_context.py",
    "crawler/crawl/sitemap_rest.py",
    "crawler/workers/parse.py", "crawler/workers/tasks.py", "crawler/workers/garbage_collection.py",
    "crawler/crawl/plans.py", "crawler/extensions/progress_figures.py",
)  # fmt: skip
# Only these build filters, updates and aggregations.
MONGODB_SPEAKERS = (ROOT / "pipelines/mongo", ROOT / "pipelines/collections")
OPERATION_CLASSES = {"Insertion", "Update", "UpdateStages", "Removal", "Write", "Index"}
OPERATION_METHODS = {"find", "write", "count", "update_if_unchanged"}
OPERATOR = re.compile(r"\$\$?[A-Za-z_]\w*(\.\w+)*")
NOT_PURE = {"scrapy", "twisted", "pymongo", "bson", "socket", "requests", "urllib3", "aiohttp"}


def modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> set[str]:
    """Return the dotted names a module imports, at any depth of its code."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            parts = {f"{module}.{alias.name}" for alias in node.names}
            names |= parts if (ROOT / module.replace(".", "/")).is_dir() else {module}
    return names


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def is_pure(name: str) -> bool:
    path = name.replace(".", "/")
    return any(path == pure.removesuffix(".py") or path.startswith(f"{pure}/") for pure in PURE)


def place_of(module: str) -> str:
    """Return the folder or loose module of the house that a dotted name lies in."""
    return module.split(".")[1]


def arrows_back(package: str, order: tuple[str, ...]) -> list[str]:
    """Return every import that leads from a place to one that does not stand before it."""
    back = []
    for path in modules(package):
        place = path.relative_to(ROOT / package).parts[0].removesuffix(".py")
        for name in sorted(imports(path)):
            if name.startswith(f"{package}.") and place != "__init__":
                target = place_of(name)
                if target != place and order.index(target) >= order.index(place):
                    back.append(f"{name_of(path)} -> {name}: {target} stands above {place}")
    return back


@pytest.mark.parametrize(("package", "order"), [("crawler", CRAWLER), ("pipelines", PIPELINES)])
def test_every_place_of_the_house_stands_in_the_order(package: str, order: tuple[str, ...]) -> None:
    places = {path.name.removesuffix(".py") for path in (ROOT / package).iterdir()}
    assert places - {"__init__", "__pycache__", "publishers"} == set(order)


@pytest.mark.parametrize(("package", "order"), [("crawler", CRAWLER), ("pipelines", PIPELINES)])
def test_no_arrow_leads_back(package: str, order: tuple[str, ...]) -> None:
    assert arrows_back(package, order) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    paths = modules("crawler", "pipelines")
    names = {name_of(path).removesuffix(".py").replace("/", "."): path for path in paths}
    sorter = TopologicalSorter({
        name: {other for other in imports(path) if other in names} for name, path in names.items()
    })  # fmt: skip
    sorter.prepare()  # raises CycleError, which names the circle


def test_few_modules_of_the_crawler_stand_loose() -> None:
    loose = [path.name for path in (ROOT / "crawler").glob("*.py") if path.stem != "__init__"]
    assert len(loose) <= LOOSE_MAX, loose


@pytest.mark.parametrize("folder", [
    path for place in ("crawler", "pipelines") for path in sorted((ROOT / place).rglob("*"))
    if path.is_dir() and any(path.glob("*.py"))
], ids=name_of)  # fmt: skip
def test_every_folder_says_what_is_inside(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(said.split()) >= FOLDER_WORDS_MIN, said


@pytest.mark.parametrize("path", modules("settings"), ids=name_of)
def test_settings_import_nothing_of_ours(path: Path) -> None:
    assert {name for name in imports(path) if name.split(".")[0] in OURS} <= {"settings.base"}


@pytest.mark.parametrize("path", modules("crawler"), ids=name_of)
def test_crawler_imports_neither_pipelines_nor_settings(path: Path) -> None:
    assert not tops(path) & {"pipelines", "settings", "tests"}


@pytest.mark.parametrize("path", modules("pipelines"), ids=name_of)
def test_pipelines_import_of_the_crawler_only_what_stands_below_its_workers(path: Path) -> None:
    crawler = {name for name in imports(path) if name.split(".")[0] == "crawler"}
    assert {name for name in crawler if place_of(name) not in BELOW_WORKERS} == set()
    assert {name for name in crawler if not is_pure(name)} <= {"crawler.state.interfaces"}
    assert not tops(path) & {"settings", "tests"}


@pytest.mark.parametrize("path", modules(*PURE), ids=name_of)
def test_pure_modules_touch_neither_scrapy_nor_network_nor_database(path: Path) -> None:
    assert not tops(path) & NOT_PURE
    assert all(is_pure(name) for name in imports(path) if name.split(".")[0] == "crawler")


@pytest.mark.parametrize(("library", "owner"), [
    ("trafilatura", "crawler/extraction/body/trafilatura.py"),
    ("pymongo", "pipelines/mongo/client.py"),
    ("bson", "pipelines/mongo/extended_json.py"),
    ("brotli", "crawler/text/inflating.py"),
])  # fmt: skip
def test_one_module_touches_it(library: str, owner: str) -> None:
    users = [path for path in modules("crawler", "pipelines", "settings") if library in tops(path)]
    assert users == [ROOT / owner]


def database_language(path: Path) -> list[str]:
    """Return what a module says in MongoDB's own terms: operators, operations, calls of them."""
    terms = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            terms += [node.value] if OPERATOR.fullmatch(node.value) else []
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipelines"):
            terms += [alias.name for alias in node.names if alias.name in OPERATION_CLASSES]
            terms += [alias.name for alias in node.names if alias.name == "operations"]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, name = node.value.id, node.attr
            if owner in {"mongo", "reader"} and name in OPERATION_METHODS:
                terms.append(f"{owner}.{name}")
            terms += [name] if owner == "operations" and name in OPERATION_CLASSES else []
    return terms


@pytest.mark.parametrize("path", [
    path for path in modules("crawler", "pipelines", "settings")
    if not any(path.is_relative_to(folder) for folder in MONGODB_SPEAKERS)
], ids=name_of)  # fmt: skip
def test_only_two_folders_speak_to_mongodb_in_its_language(path: Path) -> None:
    assert database_language(path) == []


def test_a_module_that_speaks_to_mongodb_would_be_found() -> None:
    said = database_language(ROOT / "pipelines/collections/stored_runs.py")
    assert {"Update", "mongo.write", "$set"} <= set(said)

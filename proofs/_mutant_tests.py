"""Which tests a mutant has to meet, found by running them on the code as it is."""

import gc
import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import Phase, settings

from portal import ROOMS
from proofs._mutants import Mutant, path_of
from proofs._side_by_side import side_by_side

OPTIONS = [
    *("-o", "addopts=", "--import-mode=importlib", "-x", "--assert=plain"),
    *("--hypothesis-profile", "mutation"),
    *("-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:unraisableexception"),
]
LOADED = (
    *("alembic.command", "argon2", "flask_migrate", "holidays", "html5lib", "jsonschema"),
    *("psycopg", "hypothesis.strategies", "pytest_playwright.pytest_playwright"),
)
SECONDS_AT_LEAST, TIMES_AS_LONG = 20, 5


class CannotTry(Exception):  # noqa: N818
    """The tests do not even run, or do not pass without any change."""


def load() -> None:
    """Import what each process needs; properties are not shrunk once they fail."""
    rooms = [f"portal.{room}" for room in ROOMS[: ROOMS.index("indicators")]]
    for package in map(importlib.import_module, rooms):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutation", phases=phases, derandomize=True, database=None)


class Tests:
    """Some test files, run once on the code as it is: how long each test takes, what it enters."""

    def __init__(self, seconds: dict[str, float], entered: dict[str, list[list[str]]]) -> None:
        self._seconds = seconds
        self._entered = {name: {tuple(each) for each in some} for name, some in entered.items()}

    def of(self, mutant: Mutant) -> list[str]:
        """Those that may notice, the quickest first; all where no function is entered."""
        names = sorted(self._seconds, key=self._seconds.__getitem__)
        entered = str(path_of(mutant.module)), mutant.function
        return [name for name in names if entered in self._entered[name]] or names

    def limit(self, names: Sequence[str]) -> int:
        return SECONDS_AT_LEAST + int(TIMES_AS_LONG * sum(self._seconds[name] for name in names))


class Watch:
    """A pytest plugin that notes what ``Tests`` knows."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._files = {str(path_of(module)) for module in modules}
        self.seconds: dict[str, float] = {}
        self.entered: dict[str, list[list[str]]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        entered: set[tuple[str, str]] = set()

        def note(frame: FrameType, _event: str, _argument: object) -> None:
            code = frame.f_code
            if code.co_filename in self._files:
                entered.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))

        started = time.process_time()
        sys.settrace(note)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = time.process_time() - started
            self.entered[item.nodeid] = [list(each) for each in entered]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            print(report.nodeid, report.longrepr, sep="\n", flush=True)


def watched(groups: dict[tuple[str, ...], list[str]], folder: Path) -> dict[tuple[str, ...], Tests]:
    """Run the test files of each group on their modules as they are."""
    kept = {files: folder / f"{place}.json" for place, files in enumerate(groups)}
    calls = [partial(_watch, files, modules, kept[files]) for files, modules in groups.items()]
    if any(side_by_side(calls)):
        raise CannotTry("las pruebas no pasan sin ningún cambio")
    return {files: Tests(**json.loads(path.read_text())) for files, path in kept.items()}


def _watch(files: Sequence[str], modules: Sequence[str], kept: Path) -> int:
    watch = Watch(modules)
    code = pytest.main([*OPTIONS, f"--basetemp={kept.with_suffix('')}", *files], plugins=[watch])
    kept.write_text(json.dumps({"seconds": watch.seconds, "entered": watch.entered}))
    return code

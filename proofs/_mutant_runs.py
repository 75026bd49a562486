"""Runs tests on a changed module, each time in a process of its own.

The change is there from the first import on, so whoever holds a piece of it holds it changed.
"""

import importlib.abc
import importlib.util
import itertools
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from functools import partial
from importlib.machinery import ModuleSpec
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from proofs._mutant_tests import OPTIONS, CannotTry, Tests
from proofs._mutants import Mutant, path_of, unchanged
from proofs._side_by_side import side_by_side

SOME = 10
_serial = itertools.count()


def killed(module: str, mutants: Sequence[Mutant], tests: Tests, folder: Path) -> list[bool]:
    """Whether a test notices each; some of the tests are run on the module unchanged before."""
    control = unchanged(module)
    if any(side_by_side([_call(control, tests.of(control)[:SOME], tests, folder)])):
        raise CannotTry(f"{module}: las pruebas no pasan sin ningún cambio")
    codes = side_by_side([_call(mutant, tests.of(mutant), tests, folder) for mutant in mutants])
    return [code != pytest.ExitCode.OK for code in codes]


def _call(mutant: Mutant, names: Sequence[str], tests: Tests, folder: Path) -> Callable[[], int]:
    own_folder = folder / str(next(_serial))
    return partial(_attempt, mutant, names, tests.limit(names), own_folder)


def _attempt(mutant: Mutant, names: Sequence[str], seconds: int, folder: Path) -> int:
    _limit(seconds)
    assert mutant.module not in sys.modules
    sys.meta_path.insert(0, _Changed(mutant))
    try:
        importlib.import_module(mutant.module)
    except Exception:  # noqa: BLE001 - whatever stops the portal, everybody notices
        return pytest.ExitCode.TESTS_FAILED
    with redirect_stderr(StringIO()):  # what pytest says of itself where it is stopped
        return pytest.main([*OPTIONS, f"--basetemp={folder}", *names])


def _limit(seconds: int) -> None:
    """Of the processor, so that a busy machine kills nothing; pytest still cleans up."""
    signal.signal(signal.SIGXCPU, signal.default_int_handler)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 10))


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module as the mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, _path: object, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, path_of(name), loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self._mutant.code, module.__dict__)  # noqa: S102 - our own code, changed by us

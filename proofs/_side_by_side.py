"""Calls in processes of their own, forked when all that they share is loaded."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing import connection
from multiprocessing.context import ForkProcess


def side_by_side(calls: Sequence[Callable[[], int]]) -> list[int]:
    """The exit code of each call, as many of them at a time as there are cores."""
    fork = multiprocessing.get_context("fork")
    waiting, codes = list(enumerate(calls)), [0] * len(calls)
    running: dict[object, tuple[int, ForkProcess]] = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            place, call = waiting.pop(0)
            process = fork.Process(target=_end_with, args=[call], daemon=True)
            process.start()
            running[process.sentinel] = place, process
        for sentinel in connection.wait([process.sentinel for _, process in running.values()]):
            place, process = running.pop(sentinel)
            process.join()
            codes[place] = process.exitcode or 0
    return codes


def _end_with(call: Callable[[], int]) -> None:
    sys.exit(int(call()))

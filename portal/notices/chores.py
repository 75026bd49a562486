"""What other rooms have to do by the clock, done by the worker that sends the mail.

A chore is called every few seconds, in several processes: it looks for itself whether it is time
and whether somebody did it already, and ends its own transaction.
"""

from collections.abc import Callable

Chore = Callable[[], object]

chores: list[Chore] = []


def register(chore: Chore) -> Chore:
    chores.append(chore)
    return chore

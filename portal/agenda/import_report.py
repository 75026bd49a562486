"""What an import did, for the person who runs it."""

from dataclasses import dataclass, field

from portal.agenda.import_cells import Problem


@dataclass
class ImportReport:
    """``left`` are rows or references that were fine but already known: nothing changed there.

    Bad rows keep the whole file out, unless the person asked for the good ones alone.
    """

    unknown_columns: tuple[str, ...] = ()
    taken: int = 0
    left: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Bad rows kept everything out; those that were known already are no reason to fail."""
        return bool(self.problems) and not self.taken and not self.left

    @property
    def bad_rows(self) -> int:
        return len({problem.line for problem in self.problems})

"""How a written formula reads: its two terms, and what each of them counts."""

import enum

from portal.plan.findings import bare


class Role(enum.StrEnum):
    """What a term counts: what was done, what people asked for, or what was planned."""

    DONE = "lo hecho"
    ASKED = "lo pedido"
    PLANNED = "lo previsto"


_STEMS = {
    Role.DONE: ("realizad", "ejecutad", "atendid", "hech", "cumplid"),
    Role.ASKED: ("solicit", "pedid", "recibid"),
    Role.PLANNED: ("proyectad", "programad", "previst", "planead", "planificad"),
}


def terms(formula: str) -> tuple[str, str] | None:
    """What stands before and after the bar, or nothing where it is no fraction of two terms."""
    parts = formula.split("/")
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 and all(parts) else None


def roles(formula: str) -> tuple[Role | None, Role | None]:
    """What each term counts, where its words tell."""
    both = terms(formula)
    return (_role(both[0]), _role(both[1])) if both else (None, None)


def is_inverted(formula: str) -> bool:
    """It divides what was to be done by what was done."""
    above, below = roles(formula)
    return below is Role.DONE and above in (Role.ASKED, Role.PLANNED)


def repeats_a_term(formula: str) -> bool:
    """It divides a thing by itself: both terms count what was done, or they say the same."""
    both = terms(formula)
    above, below = roles(formula)
    same_words = both is not None and bare(both[0]) == bare(both[1])
    return same_words or (above is not None and above is below)


def _role(term: str) -> Role | None:
    words = bare(term).split()
    for role, beginnings in _STEMS.items():
        if any(word.startswith(beginnings) for word in words):
            return role
    return None

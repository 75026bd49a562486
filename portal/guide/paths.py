"""Where the answers of a guide lead: in no circle, and to every question and card."""

from collections.abc import Iterator

from portal.guide.document import Guide


def circles(guide: Guide) -> Iterator[str]:
    """A path of answers that comes back to where it was, once for each start of one."""
    ends: set[str] = set()
    for question in guide.questions:
        path = _way_back(guide, question.code, (), ends)
        if path:
            yield f"Las respuestas dan vueltas: {' → '.join(path)}."


def _way_back(guide: Guide, code: str, path: tuple[str, ...], ends: set[str]) -> tuple[str, ...]:
    """The circle that a question leads into; ``ends`` gathers those that were walked already."""
    if code in path:
        return (*path[path.index(code) :], code)
    question = guide.question(code)
    if code in ends or question is None:
        return ()
    ends.add(code)
    for answer in question.answers:
        if found := _way_back(guide, answer.leads_to, (*path, code), ends):
            return found
    return ()


def unreachable(guide: Guide) -> Iterator[str]:
    """What no path of answers comes by, from the first question on."""
    if not guide.questions:
        return
    reached, waiting = set(), [guide.questions[0].code]
    while waiting:
        code = waiting.pop()
        if code not in reached and (question := guide.question(code)):
            waiting += [answer.leads_to for answer in question.answers]
        reached.add(code)
    for kind, entries in (("pregunta", guide.questions), ("ficha", guide.cards)):
        for entry in entries:
            if entry.code not in reached:
                yield f"Ninguna respuesta lleva a la {kind} «{entry.code}»."

"""A draft with its places filled: what is printed, and the same as plain text (pure)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.guide.draft_document import LIST, PLACE, Draft, Paragraph, Part

MARK = "BORRADOR: revíselo con la Personería antes de firmarlo"
# To be filled by hand. A long answer gets some lines.
BLANK = "_" * 22
LONG_BLANK = "\n".join(["_" * 60] * 3)
# What people put themselves before each thing of a list.
OWN_NUMBER = re.compile(r"^(?:\d{1,2}[.)]-?|[-•*·–])\s+")

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """A part as it is printed; each of ``lines`` is one line of text."""

    title: str
    shape: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    title: str
    blocks: tuple[Block, ...]


def written(draft: Draft, answers: Answers, hidden: Collection[str] = ()) -> Written:
    """The document with these answers; the fields in ``hidden`` are left as a blank."""
    blocks = (_block(draft, part, answers, hidden) for part in draft.parts)
    return Written(draft.title, tuple(block for block in blocks if block.lines))


def without_person(draft: Draft, answers: Answers) -> Written:
    """The same, with a blank wherever it would say who somebody is."""
    return written(draft, answers, {field.name for field in draft.fields if field.is_personal})


def as_text(document: Written) -> str:
    """For whoever reads it in a box of a form."""
    head = f"{MARK}.\n{document.title}"
    return "\n\n".join([head, *(_text_of(block) for block in document.blocks)])


def longest_text(draft: Draft) -> int:
    """How many characters its plain text may have, with every answer as long as it may be."""
    longest = {field.name: "x" * field.longest for field in draft.fields}
    return max(len(as_text(written(draft, answers))) for answers in (longest, {}))


def _block(draft: Draft, part: Part, answers: Answers, hidden: Collection[str]) -> Block:
    said = (one for one in part.paragraphs if _is_said(one, answers))
    texts = [_filled(draft, one, answers, hidden) for one in said]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    if part.shape == LIST:
        lines = [OWN_NUMBER.sub("", line) for line in lines]
    return Block(part.title, part.shape, tuple(filter(None, lines)))


def _is_said(paragraph: Paragraph, answers: Answers) -> bool:
    has = bool(not paragraph.when or answers.get(paragraph.when))
    return has and not (paragraph.unless and answers.get(paragraph.unless))


def _filled(draft: Draft, paragraph: Paragraph, answers: Answers, hidden: Collection[str]) -> str:
    """In one go: what somebody typed is never looked at for places."""
    words = {field.name: LONG_BLANK if field.is_long else BLANK for field in draft.fields}
    words |= {name: text for name, text in answers.items() if text and name not in hidden}
    return PLACE.sub(lambda place: words.get(place[1], place[0]), paragraph.text)


def _text_of(block: Block) -> str:
    lines = list(block.lines)
    if block.shape == LIST:
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join([block.title.upper(), *lines] if block.title else lines)

"""The number of a form on paper, issued before anybody writes on it (pure).

«Q4KD 9T2M X7RB 31WZ»: the letter of its kind, 65 random bits, and a check that tells every wrong
character and every swap of neighbours. It is known again by its check: nothing is stored when a
paper is printed. The nonce that follows from it makes the paper count once, whoever types it.
"""

from portal import crockford
from portal.intake.kinds import RequestKind

RANDOM = 13
LENGTH = 1 + RANDOM + 2
# A prime below 32²: what a wrong character or a swap adds to the number is never a multiple of it.
PRIME = 1021
LETTERS = {RequestKind.TRAINING: "C", RequestKind.ADVICE: "A", RequestKind.COMPLAINT: "Q"}


def issue(kind: RequestKind) -> str:
    """A number for one more paper of this kind."""
    return _checked(LETTERS[kind] + crockford.random_text(RANDOM))


def read(typed: str) -> str | None:
    """The number as it was issued, from what somebody typed or scanned; None where it is wrong."""
    number = crockford.normalize(typed)
    is_whole = len(number) == LENGTH and set(number) <= set(crockford.ALPHABET)
    if not is_whole or number[0] not in LETTERS.values():
        return None
    return number if _value(number) % PRIME == 0 else None


def kind_of(number: str) -> RequestKind:
    return next(kind for kind, letter in LETTERS.items() if letter == number[0])


def nonce_of(number: str) -> str:
    """The key under which the request is filed, and from which its tracking code follows."""
    return f"papel {number}"


def grouped(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, LENGTH, 4))


def _checked(first: str) -> str:
    check = -_value(first) * 1024 % PRIME
    return first + crockford.encode(check, 2)


def _value(number: str) -> int:
    value = 0
    for character in number:
        value = value * 32 + crockford.ALPHABET.index(character)
    return value

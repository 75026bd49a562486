"""The code of a certificate of attendance, which shows whose it is.

The number on it says that it is genuine; the code, derived from the number with the office's key
and kept nowhere, is what only its holder has.
"""

import hmac

from portal import crockford
from portal.intake.tracking_codes import LENGTH, grouped
from portal.keys import keyed_bytes


def code_of(number: str) -> str:
    """«7KQ2M X4TD 9HRW»."""
    drawn = int.from_bytes(keyed_bytes("certificate-code", number)[:9], "big")
    return grouped(crockford.encode(drawn, LENGTH))


def opens(number: str, typed: str) -> bool:
    """Whether it is the code of that certificate."""
    return hmac.compare_digest(
        crockford.normalize(code_of(number)).encode(), crockford.normalize(typed).encode()
    )


def normal_number(typed: str) -> str:
    """The number as it is kept, however it was typed: «a 7kq2mx4td9» is A-7KQ2MX4TD9."""
    letters = crockford.normalize(typed)
    return f"A-{letters[1:]}" if letters.startswith("A") else typed

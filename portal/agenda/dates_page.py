"""The dates on offer and proposed, each with whom it suits (pure)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from portal.agenda.models_sessions import SessionOffer
from portal.agenda.rules_sessions import Slot


@dataclass(frozen=True)
class CountedDate:
    """``suits``: the filing numbers of those whom it suits. ``people``: how many they would be."""

    slot: Slot
    suits: tuple[str, ...]
    people: int
    is_proposed: bool


def counted_dates(offers: Sequence[SessionOffer]) -> list[CountedDate]:
    """What suits most comes first, then what comes first."""
    found: dict[Slot, list[SessionOffer]] = defaultdict(list)
    offered: set[Slot] = set()
    for offer in offers:
        for one in offer.dates:
            slot = (one.day, one.starts_at)
            found[slot] += [offer] if one.is_accepted or one.by_requester else []
            if not one.by_requester:
                offered.add(slot)
    counted = [_counted(slot, those, slot not in offered) for slot, those in found.items()]
    return sorted(counted, key=lambda one: (-len(one.suits), str(one.slot)))


def _counted(slot: Slot, offers: Sequence[SessionOffer], is_proposed: bool) -> CountedDate:
    return CountedDate(
        slot=slot,
        suits=tuple(offer.service_request.filing_number for offer in offers),
        people=sum(_people(offer) for offer in offers),
        is_proposed=is_proposed,
    )


def _people(offer: SessionOffer) -> int:
    return offer.people_expected or offer.service_request.people_expected or 0

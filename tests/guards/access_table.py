"""Who may open what: every endpoint of the portal, and the roles that it opens to.

A new page is not done until it stands here. ``ANYONE`` needs no sign-in.
"""

from portal.accounts.models import Role

ANYONE: frozenset[Role] = frozenset()
EVERYBODY = frozenset(Role)
DESK = frozenset({Role.ATTENDANT, Role.COORDINATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AGENDA_KEEPERS = DESK | {Role.COMMUNICATIONS}
AGENDA_READERS = AGENDA_KEEPERS | {Role.PLANNING, Role.COMMITTEE}
FIGURE_READERS = DESK | {Role.PLANNING, Role.COMMITTEE, Role.ADMINISTRATOR}

ACCESS_TABLE: dict[str, frozenset[Role]] = {
    "accounts.change_password": EVERYBODY,
    "accounts.change_role": ADMINISTRATORS,
    "accounts.disable": ADMINISTRATORS,
    "accounts.enable": ADMINISTRATORS,
    "accounts.new_person": ADMINISTRATORS,
    "accounts.people_list": ADMINISTRATORS,
    "accounts.person": ADMINISTRATORS,
    "accounts.reset_password": ADMINISTRATORS,
    "accounts.sign_in": ANYONE,
    "accounts.sign_out": ANYONE,
    "agenda.add_evidence": AGENDA_KEEPERS,
    "agenda.agenda": AGENDA_READERS,
    "agenda.annul": AGENDA_KEEPERS,
    "agenda.choose_requests": DESK,
    "agenda.edit": AGENDA_KEEPERS,
    "agenda.evidence_file": AGENDA_READERS,
    "agenda.execution_page": AGENDA_READERS,
    "agenda.hold": AGENDA_KEEPERS,
    "agenda.home": EVERYBODY,
    "agenda.new": AGENDA_KEEPERS,
    "agenda.withdraw_evidence": AGENDA_KEEPERS,
    "assets.asset": ANYONE,
    "casework.answer": DESK,
    "casework.ask": DESK,
    "casework.assign": DESK,
    "casework.classify": DESK,
    "casework.close": DESK,
    "casework.decide": DESK,
    "casework.file": DESK,
    "casework.keep": DESK,
    "casework.new_walk_in": DESK,
    "casework.note": DESK,
    "casework.propose": DESK,
    "casework.queue": DESK,
    "casework.reissue_code": DESK,
    "casework.reopen": DESK,
    "casework.request_page": DESK,
    "casework.take": DESK,
    "casework.transfer": DESK,
    "casework.walk_in": DESK,
    "tracking.add_to_request": ANYONE,
    "indicators.current_figures": FIGURE_READERS,
    "indicators.current_plan": ANYONE,
    "indicators.figure_rows": FIGURE_READERS,
    "indicators.figures": FIGURE_READERS,
    "indicators.indicator": ANYONE,
    "indicators.plan": ANYONE,
    "tracking.requester_file": ANYONE,
    "tracking.tracking": ANYONE,
    "intake.acknowledgement": ANYONE,
    "intake.close_tracking": ANYONE,
    "home.home": ANYONE,
    "intake.new_request": ANYONE,
    "intake.track": ANYONE,
    "pages.accessibility": ANYONE,
    "pages.health": ANYONE,
    "pages.help_page": ANYONE,
    "pages.participate": ANYONE,
    "pages.privacy": ANYONE,
    "transparency.chain": ANYONE,
    "transparency.corrections": ANYONE,
    "transparency.feed": ANYONE,
    "transparency.file": ANYONE,
    "transparency.index": ANYONE,
    "transparency.latest_file": ANYONE,
    "transparency.month": ANYONE,
    "transparency.rows": ANYONE,
    "transparency.version": ANYONE,
    "transparency.year": ANYONE,
}

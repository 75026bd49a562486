"""Replies with fields in braces: which fields there are, how they are filled in (pure)."""

import re
from collections.abc import Mapping

from portal.casework.rules import Act
from portal.errors import Refused
from portal.intake.kinds import RequestKind

# What may stand in braces, and what takes its place.
FIELDS = {
    "nombre": "quien hizo la solicitud",
    "radicado": "el número de la solicitud",
    "tema": "su tema",
    "prestador": "la empresa o entidad de la que se queja",
    "territorio": "el lugar",
    "recibida": "el día en que llegó",
    "vence": "el último día para responder",
    "entidad": "a dónde se trasladó",
    "funcionario": "quien escribe",
    "oficina": "el nombre de la oficina",
}
# The acts that write to the person, and where on their form.
TEXT_OF = {
    Act.ASK: "texto",
    Act.REQUIRE: "texto",
    Act.ANSWER: "respuesta",
    Act.TRANSFER: "respuesta",
    Act.CLOSE: "respuesta",
    Act.EXTEND: "motivo",
    Act.DEEM: "motivo",
}
_BRACES = re.compile(r"\{([^{}\n]*)\}")
# What nobody filled in: a field that is not known, or words that a reply leaves to be written.
_GAP = re.compile(rf"\[(?:{'|'.join(FIELDS)}|escriba[^\[\]\n]*)\]")


class ReplyRefused(Refused):
    """A reply that cannot be kept, or a text that still has gaps."""


def check_text(text: str) -> None:
    """Refuse fields that nobody can fill in, naming them and those that there are."""
    if text.count("{") != text.count("}"):
        raise ReplyRefused("Falta abrir o cerrar una llave: { }.", field="texto")
    unknown = sorted({name for name in _BRACES.findall(text) if name not in FIELDS})
    if unknown:
        said = ", ".join(f"{{{name}}}" for name in unknown)
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise ReplyRefused(f"No se conoce {said}. Se puede usar: {known}.", field="texto")


def filled(text: str, values: Mapping[str, str | None]) -> str:
    """The text with its fields; what is not known stays to be seen, as «[nombre]»."""
    return _BRACES.sub(lambda found: values.get(found[1]) or f"[{found[1]}]", text)


def gaps(text: str | None) -> list[str]:
    """The fields that nobody has filled in yet, and the words still to be written."""
    return list(dict.fromkeys(_GAP.findall(text or "")))


def added(typed: str | None, reply: str) -> str:
    """A reply goes after what was typed; nothing of that is lost."""
    return f"{typed.rstrip()}\n\n{reply}" if typed and typed.strip() else reply


def fits(act: Act | None, kinds: frozenset[RequestKind], *, to: Act, kind: RequestKind) -> bool:
    """Whether a reply is offered: for this act or any, for this kind or every one."""
    return (act is None or act is to) and (not kinds or kind in kinds)

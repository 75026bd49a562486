"""Requests that no page of ours would send, generated from a seed."""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule

from tests.guards import odd_values
from tests.guards.access_table import ACCESS_TABLE
from tests.guards.judge import OddRequest, judged
from tests.guards.page_forms import form_for
from tests.guards.world import CITIZEN, NOBODY, VISITORS, World, renew

ARGUMENTS = (
    *("buscar", "tipo", "estado", "quien", "territorio", "tema", "plazo", "desde", "anio"),
    *("persona", "proveedor", "canal", "novedades", "hasta"),
    *("despues", "solicitud", "actividad", "siguiente", "codigo", "x"),
)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "\xff")


class Oddities:
    """Generates and sends; the same seed upon the same office gives the same requests."""

    def __init__(self, app: Flask, world: World, seed: int) -> None:
        self._app, self._world, self._random = app, world, random.Random(seed)
        self._rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))

    def faults(self, number: int) -> Iterator[tuple[OddRequest, str]]:
        """Send so many; give back those whose answer is a fault, and why."""
        for count in range(number):
            if count % 20 == 0:
                renew(self._world)
            odd = self._request(self._rules[count % len(self._rules)])
            fault = judged(self._app, odd)
            if fault:
                yield odd, fault

    def _request(self, rule: Rule) -> OddRequest:
        visitor = self._visitor(rule)
        method = self._method(rule)
        path = self._path(rule)
        headers = {"HTTP_COOKIE": self._world.cookies[visitor]}
        if self._chance(0.15):
            name = self._random.choice(list(odd_values.HEADERS))
            headers[name] = self._random.choice(odd_values.HEADERS[name])
        body, content_type = b"", None
        if method not in ("GET", "HEAD"):
            body, content_type = self._body(visitor, path)
        query = self._query() if self._chance(0.5) else ""
        return OddRequest(visitor, rule.endpoint, method, path, query, headers, content_type, body)

    def _visitor(self, rule: Rule) -> str:
        """Mostly somebody who is let in: the others do not get far."""
        allowed = sorted(role.value for role in ACCESS_TABLE.get(rule.endpoint, ()))
        if self._chance(0.2):
            return self._random.choice(VISITORS)
        return self._random.choice(allowed or [CITIZEN, NOBODY])

    def _method(self, rule: Rule) -> str:
        if self._chance(0.03):
            return self._random.choice(METHODS)
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        return "POST" if "POST" in methods and self._chance(0.8) else methods[0]

    def _path(self, rule: Rule) -> str:
        parts = []
        for is_dynamic, text in rule._trace:
            parts.append(self._part(rule, text) if is_dynamic else quote(text, safe="/|"))
        return "".join(parts).removeprefix("|")

    def _part(self, rule: Rule, name: str) -> str:
        key = {"public_id": _thing(rule)}.get(name, name)
        known = self._world.parts.get(key, ["capacitacion", "asesoria", "queja"])
        if self._chance(0.8):
            return quote(str(self._random.choice(known)), safe="")
        pools = (odd_values.TEXTS, odd_values.NUMBERS, odd_values.DATES, odd_values.BYTES)
        odd = self._random.choice(self._random.choice(pools))
        return quote(odd, safe="") or "%20"

    def _query(self) -> str:
        if self._chance(0.15):
            return self._random.choice(("&&==%ff", "%", "buscar=%zz", "a[]=1&a[b]=2", "=" * 5_000))
        pairs = []
        for _ in range(self._random.randint(1, 4)):
            value = self._odd_or(("queja", "todas", "yo", "2024", "vencidas", "QUE-2024-000001"))
            pairs.append((self._random.choice(ARGUMENTS), value))
        return urlencode(pairs)

    def _body(self, visitor: str, path: str) -> tuple[bytes, str | None]:
        if self._chance(0.05):
            types = (*odd_values.TYPES, "application/x-www-form-urlencoded")
            body = self._random.choice((*odd_values.BYTES, *odd_values.FILES, b'{"a": [1]}'))
            return body, self._random.choice(types)
        fields = self._fields(visitor, path)
        if self._chance(0.35):
            return urlencode(list(fields.items(multi=True))).encode(), FORM
        body, boundary = self._multipart(fields), "fronterafrontera"
        content_type = f"multipart/form-data; boundary={boundary}"
        if self._chance(0.08):
            body = body[: self._random.randint(0, len(body))]
        if self._chance(0.04):
            content_type = self._random.choice(odd_values.TYPES)
        return body, content_type

    def _fields(self, visitor: str, path: str) -> MultiDict[str, Any]:
        """The page's own form, filled in as a person would, with up to three oddities."""
        fields = form_for(self._app, path, self._world.cookies[visitor])
        for name in list(fields):
            if not fields[name] and name not in ("archivos_guardados", "quitar", "sitio_web"):
                usual = odd_values.USUAL.get(name, ("Agua turbia en La Playita", ""))
                if usual and self._chance(0.8):
                    fields[name] = self._random.choice(usual)
        for _ in range(self._random.choice((0, 1, 1, 2, 3))):
            self._spoil(fields)
        return fields

    def _spoil(self, fields: MultiDict[str, Any]) -> None:
        name = self._random.choice([*fields, "x", "archivos", "csrf_token"])
        what = self._random.random()
        if what < 0.1:
            fields.poplist(name)
        elif what < 0.2:
            fields.add(name, self._odd())
        elif what < 0.3:
            fields[self._odd()[:200] or "x"] = self._odd()
        else:
            fields[name] = self._odd()

    def _multipart(self, fields: MultiDict[str, Any]) -> bytes:
        parts = [self._field(name, value) for name, value in fields.items(multi=True)]
        parts += [self._file(fields) for _ in range(self._random.choice((0, 0, 1, 2)))]
        return b"".join(b"--fronterafrontera\r\n" + part for part in parts) + END

    def _field(self, name: str, value: Any) -> bytes:
        head = f'Content-Disposition: form-data; name="{name}"\r\n'
        if self._chance(0.03):
            head += f"Content-Type: {self._random.choice(odd_values.TYPES)}\r\n"
        content = value if isinstance(value, bytes) else value.encode()
        return head.encode() + b"\r\n" + content + b"\r\n"

    def _file(self, fields: MultiDict[str, Any]) -> bytes:
        """A file where one is asked for, or where a text is."""
        name = self._random.choice(("archivos", "archivos", "soporte", *fields))
        file_name = self._random.choice(odd_values.FILE_NAMES)
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        head += "Content-Type: image/jpeg\r\n"
        return head.encode() + b"\r\n" + self._random.choice(odd_values.FILES) + b"\r\n"

    def _odd_or(self, usual: tuple[str, ...]) -> Any:
        return self._random.choice(usual) if self._chance(0.4) else self._odd()

    def _odd(self) -> Any:
        pools = (odd_values.TEXTS, odd_values.NUMBERS, odd_values.DATES, odd_values.BYTES)
        pool = odd_values.HUGE if self._chance(0.06) else self._random.choice(pools)
        return self._random.choice(pool)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


FORM = "application/x-www-form-urlencoded"
END = b"--fronterafrontera--\r\n"


def _thing(rule: Rule) -> str:
    """Whose ``public_id`` it is."""
    room = rule.endpoint.partition(".")[0]
    return {"accounts": "person", "agenda": "evidence"}.get(room, "file")

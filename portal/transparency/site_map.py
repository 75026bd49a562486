"""Every public page by what people look for: the map of the site, and what search engines read."""

from dataclasses import dataclass

from portal.formats import month_name
from portal.guide import guides
from portal.guide.drafts import drafts
from portal.plan.queries import years_with_plans
from portal.transparency import queries

Link = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A heading and its pages: the words of each and its address."""

    title: str
    links: list[Link]


def parts() -> list[Part]:
    """The three menus of the MinTIC (Resolución 1519 de 2020), and what is said of the portal."""
    return [
        Part("Atención y servicios a la ciudadanía", [*_SERVICES, *_cards(), *_drafts()]),
        Part("Participa", list(_TAKING_PART)),
        Part("Transparencia y acceso a la información pública", [*_TRANSPARENCY, *_years()]),
        Part("Este portal", list(_THE_PORTAL)),
    ]


def addresses() -> list[str]:
    return [address for part in parts() for _, address in part.links]


_SERVICES: tuple[Link, ...] = (
    ("Inicio", "/"),
    ("Reportar un mal servicio público", "/solicitudes/queja"),
    ("Pedir asesoría", "/solicitudes/asesoria"),
    ("Pedir una capacitación", "/solicitudes/capacitacion"),
    ("Consultar una solicitud", "/seguimiento"),
    ("Perdí mi código", "/seguimiento/codigo"),
    ("Comprobar un certificado", "/certificados"),
    ("Cómo se pide y qué pasa después", "/ayuda"),
    ("Guía: qué puede hacer y dónde", "/guia"),
    ("Cuándo deben responderle", "/guia/plazos"),
)
_TAKING_PART: tuple[Link, ...] = (
    ("Cómo participar", "/participa"),
    ("Agenda de capacitaciones y actividades", "/agenda"),
    ("Problemas que reporta la gente", "/problemas"),
)
_TRANSPARENCY: tuple[Link, ...] = (
    ("Cifras publicadas", "/transparencia"),
    ("Correcciones", "/transparencia/correcciones"),
)
_THE_PORTAL: tuple[Link, ...] = (
    ("Tratamiento de datos personales", "/privacidad"),
    ("Pedir, corregir o borrar mis datos", "/privacidad/solicitud"),
    ("Consultar lo que pedí de mis datos", "/privacidad/consultar"),
    ("Políticas del portal", "/politicas"),
    ("Accesibilidad", "/accesibilidad"),
    ("Guardar en este teléfono", "/telefono"),
    ("Mapa del sitio", "/mapa"),
    ("Ingreso del personal", "/ingresar"),
)


def _cards() -> list[Link]:
    return [(f"Guía: {card.name}", f"/guia/{card.code}") for card in guides.guide().cards]


def _drafts() -> list[Link]:
    return [(f"Borrador: {one.title}", f"/guia/{one.code}/borrador") for one in drafts().documents]


def _years() -> list[Link]:
    """Each year's plan, its published figures, and each month that is published."""
    found = [(f"Plan de acción de {year}", f"/plan/{year}") for year in years_with_plans()]
    for year in queries.years_published():
        found.append((f"Cifras de {year}", f"/transparencia/{year}"))
        found += [
            (f"Cifras de {month_name(month)} de {year}", f"/transparencia/{year}/{month:02d}/")
            for month in sorted(queries.published_in(year))
        ]
    return found

"""``/mapa``, ``/sitemap.xml``, ``/robots.txt``: every public page, for people and machines."""

from xml.sax.saxutils import escape

from flask import Response, render_template

from portal.accounts.access import public
from portal.config import site_address
from portal.kept_pages import kept
from portal.transparency import site_map
from portal.transparency.views import bp

# Nobody's request, nothing of the staff.
# A page for anybody; what lies behind its links is not.
OPEN = "/seguimiento/codigo$"
CLOSED = ("/gestion", "/seguimiento/", "/solicitudes/recibida/", "/asistencia/", "/certificados/")


@bp.get("/mapa")
@public
@kept
def map_page() -> str:
    return render_template("transparency/map.html", parts=site_map.parts())


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """As sitemaps.org 0.9 says it."""
    root = site_address()
    places = "".join(
        f"<url><loc>{escape(root + address)}</loc></url>" for address in site_map.addresses()
    )
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    words = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{schema}">{places}</urlset>\n'
    return Response(words, content_type="application/xml; charset=utf-8")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    lines = ["User-agent: *", f"Allow: {OPEN}", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {site_address()}/sitemap.xml")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

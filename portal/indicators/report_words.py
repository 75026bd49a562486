"""What the reports say of themselves: how each number is counted, and by which law (pure)."""


def _sentences(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each in one line."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


HOW_COUNTED = _sentences("""
Se cuentan las solicitudes recibidas en el periodo, como en las cifras del plan. Lo que se cerró
después del corte figura como pendiente.

Excluidas son las duplicadas y las no válidas que dos personas confirmaron. Se muestran aparte y no
entran en ninguna otra columna.

Negadas son las que se cerraron como no atendidas: la oficina dijo que no y explicó por qué. El
acceso negado a información pública es el de la columna de peticiones de información. Un traslado o
un desistimiento no es una negación.

El tiempo de respuesta son los días hábiles desde el siguiente al de radicación hasta el día en que
se le respondió a la persona, con el calendario de la oficina. Mide las atendidas y las negadas; los
traslados van en su propia fila, y las desistidas no se miden.

En término: respondida a más tardar el día en que vencía, con las ampliaciones y suspensiones de
ley. Los traslados, dentro de cinco días hábiles (Ley 1437 de 2011, artículo 21).
""")
MISSED_COUNTED = _sentences("""
Un plazo incumplido es el de una solicitud, no excluida, que estuvo vencida algún día del semestre,
aunque se haya recibido antes. Quien la tiene es quien la tiene hoy.

Aquí no se cuentan los cinco días de los traslados: esos están en el tiempo de respuesta.
""")
CONTROL_GROUND = "Ley 1474 de 2011, artículo 76"
ACCESS_GROUND = "Ley 1712 de 2014, artículo 11, literal h; Decreto 103 de 2015, artículo 52"
EMPTY = "En este periodo no se recibió ninguna solicitud."

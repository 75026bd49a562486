"""Recuenta lo publicado: termina con 0 si coincide; si no, con 1 y lo que difiere. Basta Python 3.9.
DONDE es la carpeta o la dirección de una publicación o, si allí está cadena.json, de todas."""
import argparse, hashlib, json, re, urllib.request as web
from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
FILES, ROLES = ("cifras.json", "filas.csv", "plan.json", "recalcular.py"), ("elaboro", "reviso", "aprobo")
HEADER = ("fila,indicador,origen,tipo,recibida_mes,cerrada_mes,desenlace,vencida,en_denominador_mes,en_numerador_mes,"
          "en_denominador_acumulado,en_numerador_acumulado,motivo")
ENDS, ROW = "(atendida|desistida|no_atendida|trasladada)", "-[0-9A-HJKMNP-TV-Z]{10}"
DAY, FILLED = '"[0-9]{4}-[0-9]{2}-[0-9]{2}', r'"(?!\s*")([^"\\]|\\.)*"'  # cómo se escribe lo que no se calcula
TEXT, ACT = re.compile(FILLED), re.compile(rf'null|\{{"fecha":{DAY}","numero":{FILLED}\}}')
COUNT, NUMBER = re.compile("[1-9][0-9]{0,4}"), re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]*[1-9])?")
HASH, INSTANT = re.compile('null|"[0-9a-f]{64}"'), re.compile(DAY + 'T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"')
def ordered(*texts): return re.compile(r"\[" + "".join(rf"({text}(?![0-9]),?)?" for text in texts) + r"\]")
MEASURE = {"numero": COUNT, "titulo": TEXT, "meta": NUMBER, "umbral_en_riesgo": NUMBER,
           "tipos": ordered('"asesoria"', '"capacitacion"', '"queja"')}
DEMAND = {"tipo": "demanda", "meses": [], "desenlaces": ordered('"atendida"', '"desistida"', '"no_atendida"', '"trasladada"')}
SCHEDULE = {"tipo": "programacion", "desenlaces": [], "meses": ordered(*range(1, 13))}
TITLE = {"entidad": TEXT, "anio": re.compile("[1-9][0-9]{3}"), "mes": COUNT, "version": COUNT, "anterior_sha256": HASH}
SIGNED = {"persona": TEXT, "nombre": TEXT, "cargo": TEXT, "acto": ACT, "firmado_en": INSTANT}
class Differs(Exception): pass  # con la línea que dice qué difiere
def need(holds, line, *values):  # una línea con valores solo se arma si hace falta
    if not holds: raise Differs(line.format(*values) if values else line)
def canonical(value):  # RFC 8785, para los nombres y números que aquí se publican
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()
def digest(document, without):
    return hashlib.sha256(canonical({name: document[name] for name in document if name != without})).hexdigest()
def shown(exact): return tenths / 10 if (tenths := int(exact * 10 + Fraction(1, 2))) % 10 else tenths // 10  # la mitad sube
def read(where, name):  # los bytes de un archivo y, si es JSON, lo que dice
    with web.urlopen(f"{where.rstrip('/')}/{name}", timeout=60) if "://" in where else Path(where, name).open("rb") as file:
        content = file.read()
    value = json.loads(content.decode()) if name.endswith(".json") else content
    need(value is content or canonical(value) == content, f"{name}: sus bytes no son JSON canónico")
    return content, value
def same(place, said, due):  # nombra lo primero en que lo dicho difiere de lo debido: un valor o una forma
    if type(said) is type(due) in {dict, list} and len(said) == len(due):
        for name in due if type(due) is dict else range(len(due)): same(f"{place}/{name}", said[name], due[name])
    else:
        fits = due.fullmatch(canonical(said).decode()) if isinstance(due, re.Pattern) else canonical(said) == canonical(due)
        need(fits, f"{place}: dice {said!r:.80} y debe decir {due!r:.80}")
def grammar(measure, months):  # lo que puede seguir al nombre de una fila, según el plan y el corte
    kinds, ends = ("|".join(measure[name]) or "(?!)" for name in ("tipos", "desenlaces"))
    asked, done = f"solicitud,({kinds})", "ejecucion," + "(?!)" * bool(measure["tipos"])
    for month, received in enumerate(months, 1):
        closed, now = f"({'|'.join(months[month - 1:])})", received == months[-1]
        for origin, ending, below, above, why in (
                (asked, ",,[01]", 1, 0, "abierta"), (asked, f"{closed},({ends}),", 1, 1, "cuenta"),
                (asked, f"{closed},(?!({ends}),){ENDS},", 1, 0, "desenlace_no_cuenta"),
                (asked, f"{closed}?,duplicada,", 0, 0, "excluida_duplicada"),
                (asked, f"{closed}?,no_valida,", 0, 0, "excluida_no_valida"),
                (f"solicitud,(?=c)({kinds})", f"{closed},(?=at)({ends}),", 1, 0, "sin_sesion"),
                (done, ",,", 0, 1, "cuenta"), (done, ",,", 0, 0, "(sin_evidencia|anulada)"),
                ("programacion," + "(?!)" * (month not in measure["meses"]), ",,", 1, 0, "programada")):
            yield f",{measure['numero']},{origin},{received},{ending},{below * now},{above * now},{below},{above},{why}"
def count(place, content, measures, months):  # revisa cada fila y el orden; cuenta las iguales, sin su nombre
    header, *lines, end = content.decode().split("\n")
    need(header == HEADER and not end, f"{place}: no empieza o no termina como debe")
    form, rows, last = re.compile("|".join(one for each in measures for one in grammar(each, months))), Counter(), (0, "")
    for number, line in enumerate(lines, 2):
        name, *cells = line.split(",")
        tail, before, here = line[len(name):], last, (place, number, line)
        need(rows[tail] or form.fullmatch(tail), "{}, línea {}: no se sigue del plan: {!r:.150}", *here)
        due = f"P-{cells[0]}-{cells[3][5:]}" if cells[1] == "programacion" else cells[1][0].upper() + ROW
        last = int(cells[0]), name
        need(before < last and re.fullmatch(due, name), "{}, línea {}: su nombre o su orden: {!r:.150}", *here)
        rows[tail] += 1
    planned = sum(month <= len(months) for each in measures for month in each["meses"])
    need(planned == sum(",programacion," in line for line in lines), f"{place}: faltan meses previstos en el plan")
    return [(tail.split(","), times) for tail, times in rows.items()]
def figure(measure, rows, months):
    sums, demand = Counter(), measure["tipo"] == "demanda"
    for cells, times in (row for row in rows if row[0][1] == str(measure["numero"]) and row[0][4] in months):
        sums.update({cells[7]: times, cells[12]: times, "N": times * int(cells[10]), "n": times * int(cells[11])})
    exact, goal = Fraction(100 * sums["n"], sums["N"] or 1), Fraction(str(measure["meta"]))
    low = goal * Fraction(str(measure["umbral_en_riesgo"])) / 100
    state = "cumple" if exact >= goal else "en_riesgo" if exact >= low else "no_cumple"
    return {"numerador": sums["n"], "denominador": sums["N"], "resultado": shown(exact) if sums["N"] else None,
            "estado": state if sums["N"] else "sin_demanda" if demand else "sin_programacion",
            "excluidas": {name: sums["excluida_" + name] for name in ("duplicada", "no_valida")} if demand else None,
            "abiertas": {"en_termino": sums["0"], "vencidas": sums["1"]} if demand else None}
def process(figures, period):
    counts = [(each[period]["numerador"], each[period]["denominador"]) for each in figures]
    parts = [Fraction(100 * min(above, below), below) for above, below in counts if below]
    total, mean = (shown(sum(parts)), shown(sum(parts) / len(parts))) if parts else (None, None)
    return {"sumatoria": total, "actividades": len(parts), "porcentaje": mean}

def publication(where, path):  # revisa una publicación; da su sello
    files = {name: read(where, path + name) for name in (*FILES, "sello.json")}
    (_, said), (_, plan), (_, seal) = (files[name] for name in ("cifras.json", "plan.json", "sello.json"))
    hashes = {name: hashlib.sha256(files[name][0]).hexdigest() for name in FILES}
    year, month, measures, firmas = said["anio"], said["mes"], plan["indicadores"], seal["firmas"]
    cutoff = str(date(year + month // 12, month % 12 + 1, 1) - timedelta(1))
    months = [f"{year}-{each:02}" for each in range(1, month + 1)]
    forms = [{**MEASURE, **(DEMAND if each["tipos"] else SCHEDULE)} for each in measures]
    same(f"{path}plan.json", plan, {"anio": year, "version": COUNT, "indicadores": forms})
    need(sorted({one["numero"] for one in measures}) == [one["numero"] for one in measures], f"{path}plan.json: orden")
    rows = count(f"{path}filas.csv", files["filas.csv"][0], measures, months)
    figures = [{**{name: each[name] for name in ("numero", "titulo", "tipo", "meta", "umbral_en_riesgo")},
                "mes": figure(each, rows, months[-1:]), "acumulado": figure(each, rows, months)} for each in measures]
    title = {name: said[name] for name in ("anio", "mes", "version", "anterior_sha256")}
    same(f"{path}cifras.json", said, {
        **TITLE, "corte": cutoff, "indicadores": figures, "plan_sha256": hashes["plan.json"],
        "motivo_correccion": None if said["version"] == 1 else TEXT, "filas_sha256": hashes["filas.csv"],
        "proceso": {name: process(figures, name) for name in ("mes", "acumulado")}})
    signs = [{**SIGNED, "rol": role, "cifras_sha256": hashes["cifras.json"], "anterior": before,
              "firma_sha256": digest(each, "firma_sha256")}
             for role, each, before in zip(ROLES, firmas, [None, *(one["firma_sha256"] for one in firmas)])]
    same(f"{path}sello.json", seal, {**title, "cifras_sha256": hashes["cifras.json"], "archivos": hashes,
                                     "firmas": signs, "sello_sha256": digest(seal, "sello_sha256")})
    need(len({each["persona"] for each in firmas}) == 3, f"{path}sello.json: no firman tres personas distintas")
    need(firmas[2]["acto"] and date.fromisoformat(firmas[2]["acto"]["fecha"]), f"{path}sello.json: falta el acta")
    times = [f"{cutoff} 24", *(str(datetime.fromisoformat(each["firmado_en"][:-1])) for each in firmas)]
    need(times == sorted(times), f"{path}sello.json: las firmas no van en orden y después del corte")
    return seal

def check(where, head=None) -> "list[str]":  # las líneas de lo revisado; lanza Differs con la de lo que difiere
    try:
        try: chain = read(str(where), "cadena.json")[1]
        except OSError as absent: chain = getattr(absent, "close", str)() or None  # una sola publicación
        seals, versions = [None], Counter()
        for link in [{"ruta": ""}] if chain is None else chain:
            path = link["ruta"]
            need(chain is None or re.fullmatch("[0-9]{4}/[0-9]{2}/v[0-9]+/", path), f"cadena.json: ruta {path!r:.80}")
            seal, versions[path[:8]] = publication(str(where), path), versions[path[:8]] + 1
            due = {name: seal[name] for name in ("anio", "mes", "sello_sha256")} | {"version": versions[path[:8]]}
            if chain is not None:
                same(f"{path}sello.json", seal, {**seal, **due, "anterior_sha256": seals[-1]})
                same(f"cadena.json, {path}", link, {**due, "ruta": "{anio}/{mes:02}/v{version}/".format(**due)})
            seals.append(due["sello_sha256"])
        need(not head or head in seals, f"la cabeza {head} no está aquí: algo se quitó o se rehizo")
        return ["Coincide esta publicación. No revisamos sus anteriores." if chain is None else
                f"Coinciden {len(seals) - 1} publicaciones, en orden, y la cadena que las une.",
                f"Revisamos cada byte, las tres firmas, cada fila y cada cifra. Última huella (cabeza): {seals[-1]}",
                f"La cabeza que usted dio está aquí y después de ella siguen {len(seals) - 1 - seals.index(head)}." if head else
                "Usted no dio --cabeza. Sin una huella guardada por fuera, quien controla el servidor pudo rehacer "
                "la última publicación, o toda la cadena, sin que se note."]
    except Differs: raise
    except Exception as broken:
        getattr(broken, "close", str)()
        raise Differs(f"falta o no tiene la forma debida: {getattr(broken, 'filename', '')!r} ({broken!r:.150})") from None

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.error = lambda line: options.exit(1, f"{options.format_usage()}{line}\n")
    options.add_argument("where", metavar="DONDE", nargs="?", default=Path(__file__).resolve().parent)
    options.add_argument("--cabeza", metavar="HUELLA", dest="head", help="la última que usted guardó por fuera")
    try: print(*check(**vars(options.parse_args())), sep="\n")
    except Differs as line: raise SystemExit(f"No coincide: {line}")

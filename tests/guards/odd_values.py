"""What people, broken browsers and attackers send where a word, a number or a file was asked."""

LONG = 100_000
TEXTS: tuple[str, ...] = (
    *("", " ", "\x00", "a\x00b", "\x01\x02\x7f", "\r\n", "a\r\nSet-Cookie: x=1", "\t"),
    *("\ufeff", "\u200b", "\u202e\u202dabc", "\u2066x", "e\u0301" * 50, "\U0001f4a7" * 30),
    *(
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "عربى",
        "שלום",
        "你好",
        "ＱＵＥ－２０２４",
        "İıŞş",
        "ﬃ",
        "ß" * 300,
    ),
    *("=cmd|'/c calc'!A1", "' OR ''='", '"; DROP TABLE x; --', "%_%_%_%", "{{7*7}}", "${7*7}"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%s%n%d", "\\", "../../etc"),
    *(
        "..%2f..%2f",
        "//evil.example",
        "https://evil.example/",
        "/gestion//evil.example",
        "javascript:1",
    ),
    *("null", "None", "undefined", "true", "[]", "{}", "[1]", '{"a": 1}', "on", "si"),
)
NUMBERS: tuple[str, ...] = (
    *("0", "-1", "-0", "+1", "1.5", "1e9", "1e309", "NaN", "Infinity", "0x10", "1_000", "007"),
    *("2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808"),
    *("18446744073709551616", "9" * 40, "9" * 400, "9" * 5_000, "-" + "9" * 5_000),
    *("٣", "２０２４", "²", "Ⅷ", " 5 ", "1.200", "1 200", "1,2"),
)
DATES: tuple[str, ...] = (
    *("2024-06-10", "2024-02-30", "2023-02-29", "0000-00-00", "0001-01-01", "9999-12-31"),
    *("10000-01-01", "-0001-01-01", "31/12/9999", "01/01/0001", "2024-06-10T25:61:61", "24:00"),
    *("2024-W10-1", "20240610", "23:59:60", "00:00", "12:30:00.000001", "1900-01-01.1"),
    *("2024-06-10." + "9" * 18, "9999-12-31." + "9" * 18, "٢٠٢٤-٠٦-١٠.١"),
)
HUGE: tuple[str, ...] = (
    *("a" * LONG, "a " * (LONG // 2), "\U0001f4a7" * (LONG // 4), "%" * LONG, "9" * LONG),
    *("(" * 10_000, "<" * 10_000, "\n" * 10_000, " " * LONG + "x", "a." * 20_000 + "@x"),
    "QUE-2024-" + "0" * 50_000,
)
BYTES: tuple[bytes, ...] = (
    *(b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xb2\x80\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"),
    *(b"\x80", b"\xe9t\xe9", b"\xff" * 500, b"a\xf1o"),
)
FILE_NAMES: tuple[str, ...] = (
    *("foto.jpg", "", " ", ".", "..", "../../x.pdf", "C:\\x\\y.png", "a\x00.pdf", "\u202efdp.exe"),
    *("ñandú.txt", "a" * 5_000 + ".pdf", 'a"; filename="b.txt', "a\r\nX-Y: 1", "CON", "x.php.jpg"),
)
FILES: tuple[bytes, ...] = (
    *(b"", b"\x00", b"hola", b"\xff" * 2_000, b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n"),
    *(
        b"\xff\xd8\xff\xe0" + b"\x00" * 200,
        b"PK\x03\x04" + b"\x00" * 60,
        b"PK\x05\x06" + b"\x00" * 18,
    ),
    *(
        b"RIFF\x00\x00\x00\x00WEBP" + b"\x00" * 40,
        b"OggS" + b"\x00" * 80,
        b"ID3\x04" + b"\xff" * 60,
    ),
    *(b"\xff\xfb\x90\x00" * 300, b"\x00\x00\x00\x18ftypheic", b"<svg onload=alert(1)>", b"{\\rtf1"),
    *(
        b"GIF89a\xff\xff\xff\xff",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
        b"a\x00" * 500,
    ),
)
TYPES: tuple[str, ...] = (
    *("", "text/plain", "application/json", "application/xml", "multipart/form-data"),
    *(
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary="',
        "multipart/mixed; boundary=x",
    ),
    *(
        "multipart/form-data; boundary=" + "x" * 300,
        "application/x-www-form-urlencoded; charset=utf-16",
    ),
    *("application/x-www-form-urlencoded; charset=no-such", "x" * 2_000, "\xff/\xfe", ";;;=;"),
)
HEADERS: dict[str, tuple[str, ...]] = {
    "HTTP_HOST": (
        *("", "evil.example", "localhost:99999", "localhost:x", "[::1", "[", "a b", "\xff\xfe.x"),
        *("ñ.example", "xn--", "." * 300, "a" * 70 + ".example", "x/../..", "localhost\x00"),
    ),
    "HTTP_ORIGIN": (
        "null",
        "http://[",
        "http://[::1",
        "//",
        "http://evil.example",
        "\xff",
        "a" * 9_000,
    ),
    "HTTP_REFERER": ("http://[", "\xff\xfe", "javascript:1", "a" * 9_000),
    "HTTP_SEC_FETCH_SITE": ("cross-site", "", "same-origin, cross-site", "\xff"),
    "HTTP_COOKIE": (
        *("sesion=", "sesion=x.y.z", "sesion=.eJw", "sesion=" + "A" * 9_000, "=;=;;", "\xff=\xfe"),
        *('sesion="a\\000b"', "sesion=eyJ4Ijo1fQ.ZmFrZQ.c2ln", "a=b; sesion=\u00e9"),
    ),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "gzip;q=-1", "*;q=0", ",,,", "gzip" * 999, "\xff"),
    "HTTP_ACCEPT_LANGUAGE": ("xx;q=9e999", "\xff", "," * 999),
    "HTTP_IF_NONE_MATCH": ('"', "W/", '"a", "b', "*", "\xff"),
    "HTTP_IF_MODIFIED_SINCE": (
        "x",
        "Mon, 99 Foo 99999 99:99:99 GMT",
        "Thu, 01 Jan 0000 00:00:00 GMT",
    ),
    "HTTP_RANGE": ("bytes=", "bytes=9-1", "bytes=0-" + "9" * 40, "bytes=-", "x=1-2"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "\xff", "a" * 9_000),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "HTTP_AUTHORIZATION": ("Basic \xff", "Basic YQ==", "Bearer", "Digest =", "x" * 9_000),
    "HTTP_TRANSFER_ENCODING": ("chunked", "gzip, chunked", "\xff"),
    "HTTP_EXPECT": ("100-continue", "x"),
    "CONTENT_LENGTH": ("", "x", "-1", "0", "1", "99999999", "9" * 40, "1, 2"),
    "REMOTE_ADDR": ("", "::1", "fe80::1%eth0", "x" * 300),
}
# What a person would write in a field that the page leaves empty.
USUAL: dict[str, tuple[str, ...]] = {
    "correo": ("rosa@correo.example", "attendant@personeria.example"),
    "siguiente": ("/gestion/agenda",),
    "clave": ("una clave que nadie adivina",),
    "clave_nueva": ("otra clave muy distinta",),
    "clave_repetida": ("otra clave muy distinta",),
    "rol": ("attendant", "coordinator", "administrator"),
    "desenlace": ("atendida", "no_atendida", "desistida", "duplicada", "no_valida", "trasladada"),
    "avisada_por": ("portal", "correo", "presencial"),
    "decision": ("excluir", "seguir"),
    "cerrada_en": ("2024-06-10",),
    "recibida_en": ("2024-06-07",),
    "fecha": ("2024-06-07", "2024-07-01"),
    "hora": ("14:30", ""),
    "tema": ("veedurias", "tutela", "acueducto", "otro"),
    "actividad": ("2", "3", ""),
    "personas": ("40",),
    "hogares": ("1.200",),
    "participantes": ("25",),
    "canal": ("presencial", "telefono"),
    "archivos": (),
    "soporte": (),
}

"""Writes a web archive of a crawl to standard output: pages, pictures, style sheets, revisits, requests, redirects; each record
a gzip member (--plain: none). Pages hold generated sentences; the same seed gives the same bytes.
usage: warc.py MEGABYTES [--plain] [--page=BYTES] [--every=N] | attest read --from=warc -
--every=N: one page in N records with content (default 4)."""
import gzip
import random
import sys

NOUNS = "protesters police soldiers officials residents workers students doctors farmers miners".split()
VERBS = "blocked left entered closed reached searched surrounded reopened".split()
PLACES = "the square,the station,the bridge,the ministry,the market,the port,the road,the hospital".split(",")
CITIES = "Lima Quito Dakar Accra Tunis Hanoi Manila Ankara Sofia Tbilisi".split()


def sentence(r):
    return "%d %s %s %s in %s on %s." % (r.randint(2, 900), r.choice(NOUNS), r.choice(VERBS), r.choice(PLACES), r.choice(CITIES),
                                        r.choice("Monday Tuesday Wednesday Thursday Friday".split()))


def page(r, n, size):
    menu = "".join('<li><a href="/s/%d" class="nav-item">%s</a></li>' % (i, r.choice(CITIES)) for i in range(40))
    body = ""
    while len(body) < size:
        body += "<p>" + " ".join(sentence(r) for _ in range(4)) + "</p>\n"
    return ("<!doctype html><html lang=en><head><title>Report %d</title><meta property='article:published_time' content='2022-01-06'>"
            "<style>%s</style></head><body><ul>%s</ul><article><h1>Report %d</h1>%s</article></body></html>"
            % (n, "".join(".c%x{color:#%06x}" % (r.getrandbits(40), r.getrandbits(24)) for _ in range(400)), menu, n, body)).encode()


def record(kind, uri, content, block, out, plain):
    head = "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2022-01-07T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
        kind, uri, content, len(block))
    b = head.encode() + block + b"\r\n\r\n"
    b = b if plain else gzip.compress(b, 1, mtime=0)
    out.write(b)
    return len(b)


def chunked(b):
    out = b""
    for i in range(0, len(b), 7000):
        out += b"%x\r\n" % len(b[i:i + 7000]) + b[i:i + 7000] + b"\r\n"
    return out + b"0\r\n\r\n"


def http(status, kind, body, extra=""):
    return ("HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n" % (status, kind, extra)).encode() + body


def main():
    opts = dict(a[2:].partition("=")[::2] for a in sys.argv[1:] if a.startswith("--"))
    want = float([a for a in sys.argv[1:] if not a.startswith("--")][0]) * (1 << 20)
    plain, size, every = "plain" in opts, int(opts.get("page", 3000)), int(opts.get("every", 4))
    r, out, done, n = random.Random(1), sys.stdout.buffer, 0, 0
    picture = r.randbytes(60000)
    while done < want:
        n += 1
        uri = "https://news.test/%d" % n
        done += record("request", uri, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n", out, plain)
        what = "application/http; msgtype=response"
        if n % every == 0:
            body, extra = page(r, n, size), ""
            if n % 3 == 1:
                body, extra = chunked(body), "Transfer-Encoding: chunked\r\n"
            elif n % 3 == 2:
                body, extra = gzip.compress(body, 1, mtime=0), "Content-Encoding: gzip\r\n"
            done += record("response", uri, what, http("200 OK", "text/html; charset=utf-8", body, extra), out, plain)
        elif n % 11 == 0:
            done += record("revisit", uri, what, http("200 OK", "text/html", b""), out, plain)
        elif n % 13 == 0:
            done += record("response", uri, what, http("301 Moved", "text/html", b"<html>moved</html>"), out, plain)
        elif n % 2:
            done += record("response", uri, what, http("200 OK", "image/jpeg", picture[n % 1000:]), out, plain)
        else:
            done += record("response", uri, what, http("200 OK", "text/css", b"body{margin:0}" * 900), out, plain)


try:
    main()
except BrokenPipeError:
    pass

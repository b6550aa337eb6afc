#!/usr/bin/env python3
"""Makes data/outlines.tsv from the npm package world-atlas 2.0.2 (countries-50m.json: Natural Earth 1:50m, public domain).

usage: tools/outlines.py countries-50m.json > data/outlines.tsv
One row a ring: the country (ISO 3166-1 alpha-3 from Debian's iso-codes; '-' where Natural Earth has no number), then in
hundredths of a degree its box (west south east north), the first point, and the difference to each next one. Lines are
simplified (Douglas and Peucker, 0.04 degrees); rings under 0.03 square degrees are left out unless they are a country's largest.
"""
import json, sys

TOLERANCE, LEAST = 4.0, 300.0  # hundredths of a degree, and of a square degree times 100


def arcs_of(topology):
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x += dx
            y += dy
            points.append(((x * sx + tx) * 100, (y * sy + ty) * 100))
        yield points


def simplify(p):
    keep = {0, len(p) - 1}
    stack = [(0, len(p) - 1)]
    while stack:
        a, b = stack.pop()
        (ax, ay), (bx, by) = p[a], p[b]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        far, at = 0.0, None
        for i in range(a + 1, b):
            px, py = p[i]
            d = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length else ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
            if d > far:
                far, at = d, i
        if far > TOLERANCE:
            keep.add(at)
            stack += [(a, at), (at, b)]
    return [p[i] for i in sorted(keep)]


def area(p):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(p, p[1:]))) / 2


def row(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    out = [min(xs), min(ys), max(xs), max(ys)]
    px = py = 0
    for x, y in points[:-1]:
        out += [x - px, y - py]
        px, py = x, y
    return " ".join(map(str, out))


def main():
    topology = json.load(open(sys.argv[1]))
    arcs = [simplify(a) for a in arcs_of(topology)]
    iso = {c["numeric"]: c["alpha_3"] for c in json.load(open("/usr/share/iso-codes/json/iso_3166-1.json"))["3166-1"]}

    def ring(indices):
        points = []
        for i in indices:
            a = arcs[i] if i >= 0 else arcs[~i][::-1]
            points += a[1:] if points else a
        out, shift = [], 0
        for x, y in points:  # across the date line a ring goes on beyond 180 degrees
            if out and x + shift - out[-1][0] > 18000:
                shift -= 36000
            elif out and x + shift - out[-1][0] < -18000:
                shift += 36000
            out.append((round(x) + shift, round(y)))
        return out

    print("# Outlines of countries for the map of `attest serve`: Natural Earth 1:50m (public domain) through the npm package world-atlas")
    print("# 2.0.2, simplified by tools/outlines.py. One row a ring, in hundredths of a degree: box west south east north, first point, differences.")
    print("country\tring")
    rows = []
    for g in topology["objects"]["countries"]["geometries"]:
        polygons = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]] if g["type"] == "Polygon" else []
        rings = sorted((ring(r) for p in polygons for r in p[:1]), key=area, reverse=True)
        code = iso.get(str(g.get("id", "")).zfill(3), "-")
        if code == "ATA":
            continue  # around the pole a ring has no inside on such a map
        for k, points in enumerate(rings):
            if k and area(points) < LEAST or len(points) < 4:
                continue
            xs = [x for x, _ in points]
            shifts = [0] + ([-36000] if max(xs) > 18000 else [36000] if min(xs) < -18000 else [])
            for shift in shifts:  # a ring across the date line stands at both edges of the map
                rows.append((code, row([(x + shift, y) for x, y in points])))
    for code, text in sorted(rows, key=lambda r: r[0]):
        print(f"{code}\t{text}")


main()

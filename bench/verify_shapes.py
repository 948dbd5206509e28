#!/usr/bin/env python3
"""An independent judge of the command line's fits of compositions (optional; needs Python with numpy and POT).

python3 bench/verify_shapes.py DATA [--cli "node out/main/cli.js"] [--points 1500]

DATA holds qcd.npz, w.npz, top.npz (X[event, particle, (pt, y, phi, pid)]) and shaper_reference.json (SHAPER's shapes on ten
of these jets). Nothing of Ringside's own code is used: the EMD of each printed shape is computed anew by POT on another
quadrature, SHAPER's shapes likewise.

Prints one line of JSON for each expression.
"""
import argparse
import json
import re
import shlex
import subprocess

import numpy as np
import ot

KINDS = {
    "ring": "1-Ringiness",
    "disk": "1-Diskiness",
    "ellipse": "1-Ellipsiness",
    "3*point": "3-Subjettiness",
    "3*(ellipse+point)": "3-Point-Ellipsiness",
}
OTHERS = ["5*point", "ring+pileup", "2*ring", "4*disk", "3*(ellipse+point)+pileup"]


def part(c, n):
    """Places of equal weight."""
    k = np.arange(n) + 0.5
    y, phi = c["center"]
    if c["shape"] == "point":
        return np.array([[y, phi]])
    if c["shape"] == "ring":
        turn = 2 * np.pi * (k + 0.25) / n
        return np.array([y, phi]) + c["radius"] * np.stack([np.cos(turn), np.sin(turn)], 1)
    if c["shape"] == "pileup":
        # Fibonacci lattice of the box.
        y0, y1, f0, f1 = c["region"]
        return np.stack([y0 + (y1 - y0) * k / n, f0 + (f1 - f0) * ((k * (np.sqrt(5) - 1) / 2) % 1)], 1)
    turn = np.pi * (3 - np.sqrt(5)) * k
    unit = np.sqrt(k / n)[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    a, b = c.get("semi_axes", [c.get("radius")] * 2)
    angle = c.get("angle", 0.0)
    turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.array([y, phi]) + (unit * [a, b]) @ turned


def value(w, places, components, n):
    """Exact balanced EMD to the weighted sum; phi is periodic."""
    points = [part(c, n) for c in components]
    mass = np.concatenate([np.full(len(p), max(0, c["weight"]) / len(p)) for p, c in zip(points, components)])
    points = np.concatenate(points)
    points, mass = points[mass > 0], mass[mass > 0]
    dphi = np.abs(places[:, None, 1] - points[None, :, 1]) % (2 * np.pi)
    cost = np.sqrt((places[:, None, 0] - points[None, :, 0]) ** 2 + np.minimum(dphi, 2 * np.pi - dphi) ** 2)
    return ot.emd2(w / w.sum(), mass / mass.sum(), cost, numItermax=10_000_000)


def shaper(row):
    """SHAPER's shape as components: with points, their weights stand first."""
    centres, w = row["centres"], list(row["weights"])
    out = []
    kind = row["kind"]
    if kind.startswith("point"):
        out += [{"shape": "point", "weight": w[i], "center": c} for i, c in enumerate(centres)]
        w = w[len(centres) :]
        kind = kind[6:]
    for i, c in enumerate(centres if kind else []):
        r1 = row["r1"][i]
        r2 = row["r2"][i] if kind == "ellipse" else r1
        angle = row["angle"][i] if kind == "ellipse" else 0.0
        shape = "ring" if kind == "ring" else "ellipse"
        out.append({"shape": shape, "weight": w[i], "center": c, "radius": r1, "semi_axes": [r1, r2], "angle": angle})
    return out


def cli_fits(cli, data, file, last, text):
    args = [*shlex.split(cli), "fit", f"{data}/{file}.npz", "--shape", text, "--events", f"0:{last}", "--json"]
    return json.loads(subprocess.run(args, check=True, capture_output=True).stdout)["results"]


def check(data, cli, n, text, reference):
    best = {}
    if text in KINDS:
        for row in (r for s in reference["settings"] for r in s["results"] if r["observable"] == KINDS[text]):
            p = np.array(reference["events"][row["event"]]["particles"])
            v = value(p[:, 0], p[:, 1:], shaper(row), n)
            best[row["jet"]] = min(v, best.get(row["jet"], np.inf))
    names = [re.fullmatch(r"(\w+)\[(\d+)\]", e["name"]).groups() for e in reference["events"]]
    true, ratio, bounds, weights = [], [], 0, []
    for file in dict.fromkeys(f for f, _ in names):
        last = 1 + max(int(k) for f, k in names if f == file)
        events = np.load(f"{data}/{file}.npz")["X"]
        for r in cli_fits(cli, data, file, last, text):
            x = events[r["event"]]
            x = x[x[:, 0] > 0]
            true.append(abs(r["emd"] / value(x[:, 0], x[:, 1:3], r["components"], n) - 1))
            bounds += r["lower_bound"] <= r["emd"]
            weights.append(abs(sum(c["weight"] for c in r["components"]) - 1))
            name = f"{file}[{r['event']}]"
            if name in best:
                ratio.append(r["emd"] / best[name])
    out = {
        "shape": text,
        "fits": len(true),
        "largest_deviation_from_pot": float(max(true)),
        "within_1_percent": int(sum(t <= 0.01 for t in true)),
        "lower_bound_at_most_emd": int(bounds),
        "weights_off_1": float(max(weights)),
    }
    if ratio:
        out |= {
            "over_shaper_mean": float(np.mean(ratio)),
            "over_shaper_largest": float(max(ratio)),
            "at_most_1.002_of_shaper": int(sum(q <= 1.002 for q in ratio)),
        }
    return out


parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--cli", default="node out/main/cli.js")
parser.add_argument("--points", type=int, default=1500)
given = parser.parse_args()
shaper_reference = json.load(open(f"{given.data}/shaper_reference.json"))
for expression in [*KINDS, *OTHERS]:
    print(json.dumps(check(given.data, given.cli, given.points, expression, shaper_reference)), flush=True)

#!/usr/bin/env python3
"""An independent judge of the command line's fits and distances (optional; needs Python with numpy and POT).

python3 bench/verify_fit.py DATA [--cli "node out/main/cli.js"] [--points 2000]

DATA holds qcd.npz, w.npz, top.npz (X[event, particle, (pt, y, phi, pid)]), fit_reference.json and emd_reference.json.
Nothing of Ringside's own code is used: the EMD of each fitted shape is computed anew by POT from the printed parameters,
on another quadrature (a golden-angle spiral in the disk, equal steps along the ring).

Prints one line of JSON for the fits and one for the distances.
"""
import argparse
import json
import shlex
import subprocess

import numpy as np
import ot


def shape_points(component, n):
    """n places of equal weight of the continuous shape."""
    y, phi = component["center"]
    k = np.arange(n) + 0.5
    if component["shape"] == "point":
        return np.array([[y, phi]])
    if component["shape"] == "ring":
        turn = 2 * np.pi * (k + 0.25) / n
        unit = np.stack([np.cos(turn), np.sin(turn)], 1)
        return np.array([y, phi]) + component["radius"] * unit
    turn = np.pi * (3 - np.sqrt(5)) * k
    unit = np.sqrt(k / n)[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    a, b = component.get("semi_axes", [component.get("radius")] * 2)
    angle = component.get("angle", 0.0)
    turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.array([y, phi]) + (unit * [a, b]) @ turned


def emd(weights, places, points):
    """Exact balanced EMD to equal-weight points; phi is periodic."""
    dphi = np.abs(places[:, None, 1] - points[None, :, 1]) % (2 * np.pi)
    dphi = np.minimum(dphi, 2 * np.pi - dphi)
    cost = np.sqrt((places[:, None, 0] - points[None, :, 0]) ** 2 + dphi**2)
    w = weights / weights.sum()
    m = np.full(len(points), 1 / len(points))
    return ot.emd2(w, m * (w.sum() / m.sum()), cost, numItermax=5_000_000)


def run(cli, args):
    return json.loads(subprocess.run([*shlex.split(cli), *args, "--json"], check=True, capture_output=True).stdout)


def fits(data, cli, n):
    reference = json.load(open(f"{data}/fit_reference.json"))["fits"]
    best = {(f["file"], f["event"], f["shape"]): f["emd"] for f in reference}
    true, ratio, bounds, bad = [], [], [], []
    for file in sorted({f["file"] for f in reference}):
        events = np.load(f"{data}/{file}")["X"]
        last = 1 + max(f["event"] for f in reference if f["file"] == file)
        results = run(cli, ["fit", f"{data}/{file}", "--shape", "ring,disk,ellipse", "--events", f"0:{last}"])["results"]
        for r in results:
            x = events[r["event"]]
            x = x[x[:, 0] > 0]
            value = emd(x[:, 0], x[:, 1:3], shape_points(r["components"][0], n))
            true.append(abs(r["emd"] / value - 1))
            ratio.append(r["emd"] / best[file, r["event"], r["shape"]])
            bounds.append(r["lower_bound"] <= r["emd"])
            if true[-1] > 0.01 or ratio[-1] > 1.005:
                bad.append([file, r["event"], r["shape"], round(true[-1], 5), round(ratio[-1], 5)])
    ratio = np.array(ratio)
    return {
        "fits": len(true),
        "emd_within_1_percent_of_pot": int(sum(t <= 0.01 for t in true)),
        "largest_deviation_from_pot": float(max(true)),
        "at_most_1.005_of_reference": int((ratio <= 1.005).sum()),
        "share": float((ratio <= 1.005).mean()),
        "ratio_median": float(np.median(ratio)),
        "ratio_largest": float(ratio.max()),
        "below_reference": int((ratio < 1).sum()),
        "lower_bound_at_most_emd": int(sum(bounds)),
        "missed": bad,
    }


def distances(data, cli):
    pairs = json.load(open(f"{data}/emd_reference.json"))["pairs"]
    options = {
        "emd": [],
        "emd_beta_2": ["--beta", "2"],
        "emd_beta_0.5": ["--beta", "0.5"],
        "emd_R_0.4": ["--R", "0.4"],
        "unbalanced_gev_R_1": ["--no-normalise"],
        "unbalanced_gev_R_0.4_beta_2": ["--no-normalise", "--R", "0.4", "--beta", "2"],
    }
    worst, count = {}, 0
    for a, b in sorted({(p["a"], p["b"]) for p in pairs}):
        own = [p for p in pairs if (p["a"], p["b"]) == (a, b)]
        listed = ",".join(f"{p['i']}:{p['j']}" for p in own)
        files = [f"{data}/{a}"] + ([f"{data}/{b}"] if a != b else [])
        for name, extra in options.items():
            values = run(cli, ["emd", *files, "--pairs", listed, "--center", *extra])["emd"]
            for value, p in zip(values, own):
                worst[name] = max(worst.get(name, 0), abs(value / p[name] - 1))
                count += 1
    return {"distances": count, "largest_relative_difference": worst}


parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--cli", default="node out/main/cli.js")
parser.add_argument("--points", type=int, default=2000)
given = parser.parse_args()
print(json.dumps(distances(given.data, given.cli)))
print(json.dumps(fits(given.data, given.cli, given.points)))

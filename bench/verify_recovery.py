#!/usr/bin/env python3
"""An independent judge of bench/recovery: the same drawn cases, fitted by other means (optional; numpy, scipy, POT).

RECOVERY=ring,disk,ellipse RECOVERY_FILE=cases.json npm run -s bench -- recovery
python3 bench/verify_recovery.py cases.json [more.json …] [--points 500]

Nothing of Ringside's own code is used: POT's exact EMD to another quadrature (equal steps along the ring, a golden-angle
spiral in the disk), made least by scipy's Nelder-Mead from the true parameters. Prints one line of JSON for each shape and
number of particles: the mean relative deviation of each length from the truth, by Ringside and by this fit, their mean
difference with its standard error, and the ratio of the two EMDs.
"""
import argparse
import json
from collections import defaultdict

import numpy as np
import ot
from scipy.optimize import minimize

CENTER = [0.3, 3.1]
TRUTH = {"ring": [0.4], "disk": [0.5], "ellipse": [0.6, 0.3, 0.5]}
LENGTHS = {"ring": ["radius"], "disk": ["radius"], "ellipse": ["a", "b"]}


def unit_points(shape, n):
    k = np.arange(n) + 0.5
    if shape == "ring":
        turn, r = 2 * np.pi * (k + 0.25) / n, 1.0
    else:
        turn, r = np.pi * (3 - np.sqrt(5)) * k, np.sqrt(k / n)
    return np.stack([r * np.cos(turn), r * np.sin(turn)], 1)


def placed(shape, x, unit):
    if shape != "ellipse":
        return x[:2] + x[2] * unit
    a, b, angle = x[2:]
    cos, sin = np.cos(angle), np.sin(angle)
    return x[:2] + (unit * [a, b]) @ np.array([[cos, sin], [-sin, cos]])


def emd(places, points):
    dphi = np.abs(places[:, None, 1] - points[None, :, 1]) % (2 * np.pi)
    dphi = np.minimum(dphi, 2 * np.pi - dphi)
    cost = np.sqrt((places[:, None, 0] - points[None, :, 0]) ** 2 + dphi**2)
    w = np.full(len(places), 1 / len(places))
    m = np.full(len(points), 1 / len(points))
    return ot.emd2(w, m * (w.sum() / m.sum()), cost, numItermax=5_000_000)


def fitted(shape, places, unit):
    start = np.array(CENTER + TRUTH[shape])
    steps = np.vstack([start, start + np.diag([0.05] * len(start))])
    value = lambda x: emd(places, placed(shape, x, unit))
    found = minimize(value, start, method="Nelder-Mead",
                     options={"initial_simplex": steps, "xatol": 1e-4, "fatol": 1e-7, "maxiter": 2000})
    return found.x, found.fun


def ours(case):
    part = case["components"][0]
    return part["semi_axes"] if case["shape"] == "ellipse" else [part["radius"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+")
    parser.add_argument("--points", type=int, default=500)
    args = parser.parse_args()
    groups = defaultdict(list)
    for file in args.cases:
        for case in json.load(open(file)):
            if case["shape"] in TRUTH:
                groups[case["shape"], case["particles"]].append(case)
    for (shape, particles), cases in sorted(groups.items()):
        unit = unit_points(shape, max(args.points, 2 * particles))
        here, there, ratio = [], [], []
        for case in cases:
            places = np.stack([case["y"], case["phi"]], 1)
            x, value = fitted(shape, places, unit)
            size = np.abs(x[2:4]) if shape == "ellipse" else np.abs(x[2:3])
            there.append(sorted(size, reverse=True))
            here.append(ours(case))
            ratio.append(case["emd"] / value)
        truth = np.array(TRUTH[shape][: len(LENGTHS[shape])])
        here, there = np.array(here) / truth - 1, np.array(there) / truth - 1
        apart = here - there
        error = lambda values: values.std(0, ddof=1) / np.sqrt(len(values))
        told = lambda values: {name: round(float(v), 5) for name, v in zip(LENGTHS[shape], values)}
        print(json.dumps({
            "shape": shape,
            "particles": particles,
            "cases": len(cases),
            "ringside": told(here.mean(0)),
            "independent": told(there.mean(0)),
            "error_of_each": told(error(there)),
            "difference": told(apart.mean(0)),
            "error_of_difference": told(error(apart)),
            "emd_ratio_mean": round(float(np.mean(ratio)), 5),
            "emd_ratio_largest": round(float(np.max(ratio)), 5),
        }), flush=True)


if __name__ == "__main__":
    main()

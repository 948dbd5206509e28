#!/usr/bin/env python3
"""An independent judge of the observables (optional; needs Python with numpy, scipy and POT).

python3 bench/verify_observables.py DATA [--cli "node out/main/cli.js"] [--events 20]

DATA holds qcd.npz, w.npz, top.npz and full.npz (X[event, particle, (pt, y, phi, pid)]). Nothing of Ringside's own code is
used: what the command line prints is worked out anew by brute force. Thrust: all planes through two particles. Spherocity:
a fine mesh of directions, each of the best polished by Nelder and Mead. tau1: a general minimiser from every particle.
tau2: all partitions of a jet by a line, the best axis of each side by a general minimiser. Isotropy of the ring: POT on
4,000 cells. Sums: numpy on whole arrays.

Prints one line of JSON an observable: how far the printed values lie below and above at most, relative.
"""
import argparse
import json
import shlex
import subprocess

import numpy as np
import ot
from scipy.optimize import minimize

SUMS = ["pt", "ht", "mass", "multiplicity", "lead_fraction", "ptd", "girth", "width", "lha", "e2", "e3", "c2", "d2"]
SUMS += ["c2_beta2", "d2_beta0p5", "efp_d2_0", "efp_d2_1", "efp_d3_2", "efp_d3_3", "efp_d3_4"]
SHAPES = ["thrust", "thrust_transverse", "spherocity_transverse", "broadening", "broadening_wide", "isotropy_ring"]
MINIMA = ["tau1", "tau1_beta2", "tau2", "spherocity"]


def wrap(a):
    return (a + np.pi) % (2 * np.pi) - np.pi


class Event:
    def __init__(self, rows):
        rows = rows[rows[:, 0] > 0].astype(float)
        self.pt, self.y, self.phi = rows[:, 0], rows[:, 1], wrap(rows[:, 2])
        self.z = self.pt / self.pt.sum()
        self.p = np.stack([self.pt * np.cos(self.phi), self.pt * np.sin(self.phi), self.pt * np.sinh(self.y)], 1)
        self.size = np.linalg.norm(self.p, axis=1)
        self.theta = np.hypot(np.subtract.outer(self.y, self.y), wrap(np.subtract.outer(self.phi, self.phi)))


def sums(e):
    z, t = e.z, e.theta
    total, energy = e.p.sum(0), e.size.sum()
    # The mass by pairs: the difference of squares loses digits.
    cosh = 2 * np.sinh(np.subtract.outer(e.y, e.y) / 2) ** 2
    cos = 2 * np.sin(np.subtract.outer(e.phi, e.phi) / 2) ** 2
    axis = 0.5 * np.log((energy + total[2]) / (energy - total[2])), np.arctan2(total[1], total[0])
    r = np.hypot(e.y - axis[0], wrap(e.phi - axis[1]))
    pair = lambda b: 0.5 * np.einsum("i,j,ij", z, z, t**b)
    triple = lambda b: np.einsum("i,j,k,ij,jk,ik", z, z, z, t**b, t**b, t**b, optimize=True) / 6
    near = t @ z
    return {
        "pt": np.hypot(total[0], total[1]),
        "ht": e.pt.sum(),
        "mass": np.sqrt((np.outer(e.pt, e.pt) * (cosh + cos)).sum()),
        "multiplicity": len(z),
        "lead_fraction": z.max(),
        "ptd": np.sqrt((z**2).sum()),
        "girth": (z * r).sum(),
        "width": (z * r**2).sum(),
        "lha": (z * np.sqrt(r)).sum(),
        "e2": pair(1),
        "e3": triple(1),
        "c2": triple(1) / pair(1) ** 2,
        "d2": triple(1) / pair(1) ** 3,
        "c2_beta2": triple(2) / pair(2) ** 2,
        "d2_beta0p5": triple(0.5) / pair(0.5) ** 3,
        "efp_d2_0": z @ t**2 @ z,
        "efp_d2_1": (z * near**2).sum(),
        "efp_d3_2": 6 * triple(1),
        "efp_d3_3": (z * near**3).sum(),
        "efp_d3_4": (z * near) @ t @ (z * near),
    }


def thrust(e):
    """All planes through two particles, those two on either side."""
    best, axis = 0, None
    for i in range(len(e.p)):
        normals = np.cross(e.p[i], e.p)
        signs = np.sign(normals @ e.p.T)
        rows = np.arange(len(e.p))
        signs[:, i] = 0
        signs[rows, rows] = 0
        rest = signs @ e.p
        for a in (1, -1):
            for b in (1, -1):
                sums = rest + a * e.p[i] + b * e.p
                sums[i] = 0
                lengths = np.linalg.norm(sums, axis=1)
                if lengths.max() > best:
                    best, axis = lengths.max(), sums[lengths.argmax()] / lengths.max()
    return best / e.size.sum(), axis


def event_shapes(e, isotropy=True):
    value, axis = thrust(e)
    across = np.linalg.norm(np.cross(e.p, axis), axis=1) / (2 * e.size.sum())
    front = e.p @ axis > 0
    angle = np.linspace(0, np.pi, 200001)
    directions = np.stack([np.cos(angle), np.sin(angle)])
    along = np.concatenate([np.abs(e.p[:, :2] @ part).sum(0) for part in np.array_split(directions, 200, axis=1)])
    turned = e.phi[:, None] - e.phi[None, :]
    cells = (np.arange(4000) + 0.5) * 2 * np.pi / 4000
    out = {
        "thrust": value,
        "thrust_transverse": along.max() / e.pt.sum(),
        "spherocity_transverse": (np.pi / 2 * (e.pt[:, None] * np.abs(np.sin(turned))).sum(0).min() / e.pt.sum()) ** 2,
        "broadening": across.sum(),
        "broadening_wide": max(across[front].sum(), across[~front].sum()),
    }
    if isotropy:
        cost = 1 - np.cos(e.phi[:, None] - cells[None, :])
        even = np.full(4000, 1 / 4000)
        out["isotropy_ring"] = np.pi / (np.pi - 2) * ot.emd2(e.z, even * e.z.sum() / even.sum(), cost, numItermax=10**7)
    return out


def median(w, y, phi, beta):
    """min over the axis of sum w d^beta, from every particle and the centroid."""
    f = lambda x: (w * np.hypot(y - x[0], wrap(phi - x[1])) ** beta).sum()
    best = min(f((a, b)) for a, b in zip(y, phi))
    start = np.average(y, weights=w), phi[0] + np.average(wrap(phi - phi[0]), weights=w)
    for x in (start,) if beta > 1 else (start, (y[w.argmax()], phi[w.argmax()])):
        found = minimize(f, x, method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-15, "maxiter": 4000})
        best = min(best, found.fun)
    return best


def weiszfeld(w, y, phi, steps):
    """Values after a few steps for many weightings at once: rows of w."""
    x = np.stack([(w @ y) / w.sum(1), (w @ phi) / w.sum(1)], 1)
    for _ in range(steps):
        d = np.hypot(y - x[:, :1], phi - x[:, 1:]) + 1e-12
        c = w / d
        x = np.stack([(c @ y) / c.sum(1), (c @ phi) / c.sum(1)], 1)
    return (w * np.hypot(y - x[:, :1], phi - x[:, 1:])).sum(1)


def tau2(e):
    """All partitions by a line; the promising ones finished by a general minimiser. Jets only: phi is unwrapped."""
    phi = e.phi[0] + wrap(e.phi - e.phi[0])
    sides = set()
    n = len(phi)
    for i in range(n):
        for j in range(i):
            side = (e.y - e.y[i]) * (phi[j] - phi[i]) - (phi - phi[i]) * (e.y[j] - e.y[i]) > 0
            for a in (False, True):
                for b in (False, True):
                    side[i], side[j] = a, b
                    if 0 < side.sum() < n:
                        sides.add((side if side[0] else ~side).tobytes())
    masks = np.array([np.frombuffer(side, dtype=bool) for side in sides])
    first, second = masks * e.z, ~masks * e.z
    values = weiszfeld(first, e.y, phi, 60) + weiszfeld(second, e.y, phi, 60)
    best = np.inf
    for k in np.argsort(values)[:5]:
        m = masks[k]
        best = min(best, median(e.z[m], e.y[m], phi[m], 1) + median(e.z[~m], e.y[~m], phi[~m], 1))
    return best


def spherocity(e):
    k = np.arange(4000) + 0.5
    height, turn = 1 - k / 4000, k * np.pi * (3 - np.sqrt(5))
    mesh = np.stack([np.sqrt(1 - height**2) * np.cos(turn), np.sqrt(1 - height**2) * np.sin(turn), height], 1)
    mesh = np.concatenate([mesh, e.p / e.size[:, None]])
    f = lambda d: np.linalg.norm(np.cross(e.p, d / np.linalg.norm(d)), axis=1).sum() / e.size.sum()
    values = np.array([f(d) for d in mesh])
    best = values.min()
    for k in np.argsort(values)[:8]:
        found = minimize(f, mesh[k], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 4000})
        best = min(best, found.fun)
    return (4 / np.pi * best) ** 2


def density(e):
    pt, _, _ = np.histogram2d(e.y, e.phi, bins=[14, 12], range=[[-4, 4], [-np.pi, np.pi]], weights=e.pt)
    return np.median(pt) / (8 / 14 * 2 * np.pi / 12)


def printed(cli, file, names, last):
    args = [*shlex.split(cli), "observables", file, "--names", ",".join(names), "--events", f"0:{last}", "--json"]
    table = json.loads(subprocess.run(args, check=True, capture_output=True).stdout)
    return [dict(zip(table["columns"], row)) for row in table["rows"]]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("--cli", default="node out/main/cli.js")
    options.add_argument("--events", type=int, default=20)
    given = options.parse_args()
    worst, count = {}, {}

    def compare(name, ours, theirs):
        difference = (ours - theirs) / abs(theirs) if theirs else ours
        low, high = worst.get(name, (0, 0))
        worst[name] = min(low, difference), max(high, difference)
        count[name] = count.get(name, 0) + 1

    for file in ["qcd.npz", "w.npz", "top.npz"]:
        events = [Event(rows) for rows in np.load(f"{given.data}/{file}")["X"][: given.events]]
        rows = printed(given.cli, f"{given.data}/{file}", SUMS + SHAPES + MINIMA, len(events))
        for e, row in zip(events, rows):
            theirs = {**sums(e), **event_shapes(e)}
            theirs["tau1"], theirs["tau1_beta2"] = median(e.z, e.y, e.phi, 1), median(e.z, e.y, e.phi, 2)
            theirs["tau2"], theirs["spherocity"] = tau2(e), spherocity(e)
            for name, value in theirs.items():
                compare(name, row[name], value)
    names = ["thrust", "thrust_transverse", "spherocity_transverse", "broadening", "broadening_wide", "pileup_density"]
    file = f"{given.data}/full.npz"
    few = min(given.events, 5)
    for rows, row in zip(np.load(file)["X"][:few], printed(given.cli, file, names, few)):
        e = Event(rows)
        for name, value in {**event_shapes(e, isotropy=False), "pileup_density": density(e)}.items():
            compare(name, row[name], value)
    for name, (low, high) in worst.items():
        print(json.dumps({"observable": name, "events": count[name], "below": float(f"{low:.2g}"), "above": float(f"{high:.2g}")}))


if __name__ == "__main__":
    main()

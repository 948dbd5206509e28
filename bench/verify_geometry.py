#!/usr/bin/env python3
"""Numbers that the tests of workers/geometry are held to, found another way (numpy and scipy; for references only).

Correlation dimensions by drawing points and counting pairs; classical scaling and sums of eigenvalues by numpy.linalg;
k-medoids by trying all choices. Prints what the tests quote. Run: python3 bench/verify_geometry.py
"""
import itertools
import json

import numpy as np
from scipy.spatial.distance import cdist, pdist, squareform

rng = np.random.default_rng(1)


def counted(draw, metric, q, events=6000, width=1.1, batches=8):
    """d ln N/d ln Q over one step of ln Q around q, with the spread over independent batches."""
    values = []
    for _ in range(batches):
        d = pdist(draw(events), metric)
        values.append(np.log((d < q * width).sum() / (d < q / width).sum()) / (2 * np.log(width)))
    return np.mean(values), np.std(values) / np.sqrt(batches)


def ball(events):
    x = rng.normal(size=(events, 3))
    return x / np.linalg.norm(x, axis=1)[:, None] * rng.uniform(size=events)[:, None] ** (1 / 3)


def ball_dimension(t, m1, m3):
    return (3 - 3 * m1 * t + 3 / 8 * m3 * t**3) / (1 - 3 / 4 * m1 * t + m3 * t**3 / 16)


def report(name, q, formula, found):
    print(f"{name:28s} Q = {q:<5g} formula {formula:.4f}  counted {found[0]:.4f} ± {found[1]:.4f}")


for q in (0.05, 0.2, 0.5):
    report("line", q, (2 - 2 * q) / (2 - q), counted(lambda n: rng.uniform(size=(n, 1)), "cityblock", q))
for q in (0.1, 0.2, 0.4):
    formula = (2 * np.pi - 8 * q + 2 * q * q) / (np.pi - 8 * q / 3 + q * q / 2)
    report("square", q, formula, counted(lambda n: rng.uniform(size=(n, 2)), "euclidean", q))
for q in (0.2, 0.4, 0.8):
    report("ball", q, ball_dimension(q, 3 / 4, 1 / 2), counted(ball, "euclidean", q))
face = rng.dirichlet((1, 1, 1), size=4_000_000)
r = np.linalg.norm(face, axis=1)
mean1, mean3 = r.mean(), (r**3).mean()
print(f"mean of |x|, |x|^3 over the triangle x + y + z = 1: {mean1:.4f}, {mean3:.4f}")
for q in (0.4, 0.8):
    report("ball, sum norm", q, ball_dimension(q, 3 / 4 * mean1, mean3 / 2), counted(ball, "cityblock", q))


def prongs(n):
    return rng.uniform(0, np.pi, size=(n, 1))


def chord(a, b):
    turn = abs(a[0] - b[0])
    return 0.4 * np.sin(min(turn, np.pi - turn) / 2)


for q in (0.1, 0.2, 0.25):
    u = q / 0.4
    formula = u / (np.sqrt(1 - u * u) * np.arcsin(u))
    report("two prongs", q, formula, counted(prongs, chord, q, events=1200))

# A matrix that is no euclidean one: sums of coordinates' distances of points on a small lattice of numbers.
points = np.array([[(7 * i + 3 * i * i) % 11, (5 * i + i * i) % 13, (i * i * i) % 7] for i in range(12)]) / 4
d = cdist(points, points, "cityblock")
n = len(d)
j = np.eye(n) - 1 / n
b = -0.5 * j @ d**2 @ j
values, vectors = np.linalg.eigh(b)
order = np.argsort(values)[::-1]
axes = []
for k in order[:2]:
    v = vectors[:, k] * np.sqrt(values[k])
    axes.append(v * np.sign(v[np.argmax(np.abs(v))]))
x, y = axes
drawn = squareform(pdist(np.c_[x, y]))
scale = (drawn * d).sum() / (d * d).sum()
stress = np.sqrt(((drawn - scale * d) ** 2).sum() / (drawn**2).sum())
print(json.dumps({
    "eigenvalues": [float(values[order[0]]), float(values[order[1]]), float(values.min())],
    "explained": float((values[order[0]] + values[order[1]]) / values[values > 0].sum()),
    "x": [round(float(v), 10) for v in x],
    "y": [round(float(v), 10) for v in y],
    "stress1": float(stress),
}))
for k in (1, 2, 3):
    best = min(itertools.combinations(range(n), k), key=lambda c: (d[:, c].min(axis=1).sum(), c))
    print("medoids", k, best, d[:, best].min(axis=1).sum())

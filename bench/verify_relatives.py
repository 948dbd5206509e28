#!/usr/bin/env python3
"""An independent reference for workers/transport/relatives (optional; needs Python with numpy and POT).

python3 bench/verify_relatives.py > workers/transport/relatives/relatives.golden.json

Nothing of Ringside's own code is used. Events are drawn here and written with the values, so that the tests need no
Python. 1-D: POT's emd2_1d; around the circle: POT's network simplex on the circular cost; sliced: POT's emd2_1d in each
direction; Sinkhorn: POT's log-domain solver, run to 1e-12, and the debiased divergence made of it; semi-discrete: POT's
network simplex to 4,000 places of the shape (a ring's equally spaced, a disk's in equal cells of rings and sectors).
"""
import json

import numpy as np
import ot

EPSILON = 0.05
DIRECTIONS = 8
PLACES = 4000


def event(rng, n, phi):
    return rng.uniform(0.01, 1, n), 0.4 * rng.normal(size=n), phi + 0.4 * rng.normal(size=n)


def wrap(phi):
    return (phi + np.pi) % (2 * np.pi) - np.pi


def entropic(a, b, cost):
    """⟨P, C⟩ and the value ⟨P, C⟩ + ε KL(P | a⊗b) of the optimal entropic plan."""
    plan = ot.bregman.sinkhorn_log(a, b, cost, EPSILON, stopThr=1e-12, numItermax=100000)
    inside = plan > 0
    kl = np.sum(plan[inside] * np.log(plan[inside] / np.outer(a, b)[inside]))
    return float(np.sum(plan * cost)), float(np.sum(plan * cost) + EPSILON * kl)


def places(kind, radius):
    if kind == "ring":
        turn = 2 * np.pi * (np.arange(PLACES) + 0.5) / PLACES
        return radius * np.stack([np.cos(turn), np.sin(turn)], 1), np.full(PLACES, 1 / PLACES)
    rings, sectors = 40, 100
    edge = np.sqrt(np.arange(rings + 1) / rings)
    middle = (2 / 3) * (edge[1:] ** 3 - edge[:-1] ** 3) / (edge[1:] ** 2 - edge[:-1] ** 2)
    turn = 2 * np.pi * (np.arange(sectors) + 0.5) / sectors
    r, t = np.meshgrid(middle, turn, indexing="ij")
    return radius * np.stack([(r * np.cos(t)).ravel(), (r * np.sin(t)).ravel()], 1), np.full(PLACES, 1 / PLACES)


def case(seed, phi):
    rng = np.random.default_rng(seed)
    (wa, ya, pa), (wb, yb, pb) = event(rng, 12, phi), event(rng, 9, phi)
    a, b = wa / wa.sum(), wb / wb.sum()
    distance = lambda y, p, z, q: np.hypot(np.subtract.outer(y, z), wrap(np.subtract.outer(p, q)))
    cost = distance(ya, pa, yb, pb)
    circle = np.abs(wrap(np.subtract.outer(pa, pb)))
    turns = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    slices = [
        ot.emd2_1d(np.cos(t) * ya + np.sin(t) * pa, np.cos(t) * yb + np.sin(t) * pb, a, b, metric="euclidean")
        for t in turns
    ]
    flow, between = entropic(a, b, cost)
    own = [entropic(w, w, distance(y, p, y, p))[1] for w, y, p in [(a, ya, pa), (b, yb, pb)]]
    out = {
        "a": [wa.tolist(), ya.tolist(), pa.tolist()],
        "b": [wb.tolist(), yb.tolist(), pb.tolist()],
        "line_y": float(ot.emd2_1d(ya, yb, a, b, metric="euclidean")),
        "line_y_beta_2": float(ot.emd2_1d(ya, yb, a, b, metric="sqeuclidean")),
        "line_y_beta_3": float(ot.emd2(a, b, np.abs(np.subtract.outer(ya, yb)) ** 3)),
        "line_phi": float(ot.emd2(a, b, circle)),
        "line_phi_beta_2": float(ot.emd2(a, b, circle**2)),
        "sliced": float(np.mean(slices)),
        "max_sliced": float(np.max(slices)),
        "sinkhorn_flow": flow,
        "sinkhorn_divergence": between - sum(own) / 2,
    }
    for kind, radius in [("ring", 0.5), ("disk", 0.6)]:
        x, w = places(kind, radius)
        for beta in [1, 2]:
            d = distance(ya, pa, x[:, 0], phi + x[:, 1]) ** beta
            out[f"{kind}_beta_{beta}"] = float(ot.emd2(a, w, d, numItermax=10**7))
    return out


if __name__ == "__main__":
    print(
        json.dumps(
            {
                "solver": f"POT {ot.__version__}, float64",
                "epsilon": EPSILON,
                "directions": DIRECTIONS,
                "radius": {"ring": 0.5, "disk": 0.6},
                "cases": [{"phi": phi, **case(seed, phi)} for seed, phi in enumerate([0.0, 3.1, -2.0])],
            },
            indent=1,
        )
    )

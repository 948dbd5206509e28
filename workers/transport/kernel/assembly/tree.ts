// The spanning tree of the basis as a threaded index: a preorder list of its nodes, with the end of each one's part, so
// that what hangs below a node is one walk along the list (cf. Barr, Glover, Klingman 1979). Spokes that are leaves, most of
// them where shapes have many points, need no place in it and no stored dual: it follows from their hub's.

import {
  bucket,
  cost,
  dual,
  flow,
  hubs,
  int,
  last,
  next,
  order,
  parent,
  previous,
  prior,
  real,
  root,
  setInt,
  setReal,
  size,
} from './memory';

/** Lists the nodes of the tree that `parent` describes. */
export function thread(): void {
  const first = order;
  const sibling = bucket;
  for (let x: i32 = 0; x <= root; x++) {
    setInt(first, x, -1);
    setInt(last, x, -1);
  }
  for (let x: i32 = 0; x < hubs; x++) {
    setReal(dual, x, real(prior, x));
    const p = int(parent, x);
    const head = int(first, p);
    setInt(sibling, x, head);
    setInt(first, p, x);
    if (head < 0 && p >= hubs && p !== root) {
      const above = int(parent, p);
      setInt(sibling, p, int(first, above));
      setInt(first, above, p);
    }
  }
  let x = root;
  let tail = root;
  for (;;) {
    const down = int(first, x);
    if (down >= 0) x = down;
    else {
      while (x !== root) {
        setInt(last, x, tail);
        if (int(sibling, x) >= 0) break;
        x = int(parent, x);
      }
      if (x === root) break;
      x = int(sibling, x);
    }
    join(tail, x);
    tail = x;
  }
  join(tail, root);
}

/** Sizes and duals of the whole tree; the children of the root keep their dual. */
export function recompute(): void {
  for (let x: i32 = 0; x <= root; x++) setInt(size, x, 1);
  for (let x = hubs; x < root; x++) {
    if (int(last, x) >= 0) continue;
    const p = int(parent, x);
    setInt(size, p, int(size, p) + 1);
  }
  for (let x = int(next, root); x !== root; x = int(next, x)) {
    const p = int(parent, x);
    if (x >= hubs || p === root) continue;
    // u of the hub above the spoke above, by way of the spoke's dual.
    const row = (p - hubs) * hubs;
    const up = int(parent, p);
    setReal(dual, x, real(cost, row + x) - real(cost, row + up) + real(dual, up));
  }
  for (let x = int(previous, root); x !== root; x = int(previous, x)) {
    const p = int(parent, x);
    setInt(size, p, int(size, p) + int(size, x));
  }
}

/**
 * Cuts the part at and below `top`, turns it so that `child` is on top, hangs it from `under` by an arc that carries
 * `carried`, and shifts the duals of its hubs. `apex` is where the paths of `under` and `top` upwards meet.
 */
export function rehang(child: i32, top: i32, under: i32, apex: i32, carried: f64, shift: f64): void {
  const whole = int(size, top);
  const from = int(parent, top);
  for (let x = from; x !== apex; x = int(parent, x)) setInt(size, x, int(size, x) - whole);
  for (let x = under; x !== apex; x = int(parent, x)) setInt(size, x, int(size, x) + whole);
  if (int(last, child) < 0) {
    if (child === top) {
      setInt(parent, child, under);
      setReal(flow, child, carried);
      return;
    }
    list(child);
  }
  if (int(last, under) < 0) list(under);
  const before = int(previous, top);
  const end = int(last, top);
  join(before, int(next, end));
  extend(from, end, before);
  const tail = turn(child, top, under, whole, carried);
  const then = int(next, under);
  join(under, child);
  join(tail, then);
  extend(under, under, tail);
  if (top >= hubs && tail === top) unlist(top);
  if (from >= hubs && from !== root && int(last, from) === from) unlist(from);
  // Duals count up to a constant: the smaller part is shifted. A spoke's entry is not used, adding to it is cheaper than asking.
  const stop = int(next, int(last, child));
  if (2 * whole <= root)
    for (let x = child; x !== stop; x = int(next, x)) setReal(dual, x, real(dual, x) + shift);
  else for (let x = stop; x !== child; x = int(next, x)) setReal(dual, x, real(dual, x) - shift);
}

/** Reverses the path from `child` up to `top`. In the list: the child's part, then what each node above it has besides. Returns its end. */
function turn(child: i32, top: i32, under: i32, whole: i32, carried: f64): i32 {
  let x = child;
  let newParent = under;
  let newFlow = carried;
  let below: i32 = 0;
  let tail = int(last, child);
  let end = tail;
  let behind = int(next, end);
  let before = int(previous, child);
  for (;;) {
    const up = int(parent, x);
    const oldFlow = real(flow, x);
    const oldSize = int(size, x);
    setInt(parent, x, newParent);
    setReal(flow, x, newFlow);
    setInt(size, x, whole - below);
    if (x === top) break;
    below = oldSize;
    newParent = x;
    newFlow = oldFlow;
    // Of `up`: itself and what stood before x, then what stood behind x's part.
    const beforeUp = int(previous, up);
    const endUp = int(last, up);
    join(tail, up);
    tail = before;
    if (endUp !== end) {
      join(tail, behind);
      tail = endUp;
      behind = int(next, endUp);
    }
    before = beforeUp;
    end = endUp;
    x = up;
  }
  for (let y = top; y !== under; y = int(parent, y)) setInt(last, y, tail);
  return tail;
}

function join(a: i32, b: i32): void {
  setInt(next, a, b);
  setInt(previous, b, a);
}

/** Puts a spoke that was a leaf behind its parent. */
function list(x: i32): void {
  const p = int(parent, x);
  const after = int(next, p);
  join(p, x);
  join(x, after);
  setInt(last, x, x);
  extend(p, p, x);
}

/** Takes a spoke that is now a leaf out. */
function unlist(x: i32): void {
  const before = int(previous, x);
  join(before, int(next, x));
  setInt(last, x, -1);
  extend(int(parent, x), x, before);
}

/** Where the parts of x and of those above it ended with `was`, they end with `now`. */
function extend(x: i32, was: i32, now: i32): void {
  for (; x !== root && int(last, x) === was; x = int(parent, x)) setInt(last, x, now);
}

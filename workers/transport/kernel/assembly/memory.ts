// Where things lie in the kernel's memory, and how they are read and written.
// Nodes are hubs 0 … hubs − 1, spokes hubs … hubs + spokes − 1, then the root. Costs are row-major, one row a spoke.

/** Buckets of regret in the greedy start. */
export const BUCKETS: i32 = 128;

export let hubs: i32 = 0;
export let spokes: i32 = 0;
export let root: i32 = 0;

// Addresses in bytes. float64 a node:
export let weight: usize = 0;
export let dual: usize = 0;
export let prior: usize = 0;
export let flow: usize = 0;
/** Feasible potentials, written by `certify`. */
export let potential: usize = 0;
/** y and φ of the spokes, then of the hubs, read by `fillCosts`. */
export let places: usize = 0;
export let left: usize = 0;
export let open: usize = 0;
export let regret: usize = 0;
// int32 a node:
export let parent: usize = 0;
/** Nodes at and below. */
export let size: usize = 0;
/** Preorder of the nodes that are listed: next, previous, and the last one at or below (−1: not listed). */
export let next: usize = 0;
export let previous: usize = 0;
export let last: usize = 0;
export let order: usize = 0;
export let bucket: usize = 0;
export let counts: usize = 0;
// float64 a pair:
export let cost: usize = 0;

let nodeRoom: i32 = 0;
let arcRoom: i32 = 0;
let top: usize = 0;

function take(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 15) & ~15;
  return at;
}

/** Makes room for so many hubs + spokes and pairs. 1 where addresses have changed (contents are lost), −1 where memory is out. */
export function reserve(nodes: i32, arcs: i32): i32 {
  if (nodes <= nodeRoom && arcs <= arcRoom) return 0;
  if (nodes > nodeRoom) nodeRoom = nodes + (nodes >> 1) + 16;
  if (arcs > arcRoom) arcRoom = arcs + (arcs >> 2) + 64;
  const reals: usize = (<usize>nodeRoom + 1) << 3;
  const integers: usize = (<usize>nodeRoom + 1) << 2;
  top = (__heap_base + 15) & ~15;
  weight = take(reals);
  dual = take(reals);
  prior = take(reals);
  flow = take(reals);
  potential = take(reals);
  places = take(reals << 1);
  left = take(reals);
  open = take(reals);
  regret = take(reals);
  parent = take(integers);
  size = take(integers);
  next = take(integers);
  previous = take(integers);
  last = take(integers);
  order = take(integers);
  bucket = take(integers);
  counts = take((<usize>BUCKETS + 1) << 2);
  cost = take((<usize>arcRoom) << 3);
  const missing = <i32>((top + 65535) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) {
    nodeRoom = 0;
    arcRoom = 0;
    return -1;
  }
  return 1;
}

/** Sizes of a new problem, for which there is room. */
export function begin(hubCount: i32, spokeCount: i32): void {
  hubs = hubCount;
  spokes = spokeCount;
  root = hubCount + spokeCount;
  memory.fill(prior, 0, (<usize>hubCount) << 3);
}

export function real(base: usize, index: i32): f64 {
  return load<f64>(base + ((<usize>index) << 3));
}
export function setReal(base: usize, index: i32, value: f64): void {
  store<f64>(base + ((<usize>index) << 3), value);
}
export function int(base: usize, index: i32): i32 {
  return load<i32>(base + ((<usize>index) << 2));
}
export function setInt(base: usize, index: i32, value: i32): void {
  store<i32>(base + ((<usize>index) << 2), value);
}
/** Address of the costs of a spoke, counted from 0. */
export function rowOf(spoke: i32): usize {
  return cost + ((<usize>spoke * <usize>hubs) << 3);
}

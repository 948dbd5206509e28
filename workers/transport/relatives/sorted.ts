// Transport of weighted places on a line and on a circle at cost |x − x′|^β, β ≥ 1, both sorted. Allocation-free.
// On a line the k-th share of one goes to the k-th share of the other. On a circle the same holds once the right share
// is turned past the seam: its cost is convex and piecewise linear in that share (Delon, Salomon, Sobolevskii 2010),
// for β = 1 with a weighted median as its minimum.

/** Evaluations of the convex search on the circle: every second one halves the bracket, so this is below rounding. */
const MOST_TURNS = 200;
/** A share's cost is at its minimum when it lies on its two tangents, relative. */
const ON_TANGENT = 1e-15;
/** Ciura's gaps of Shell's sort. */
const GAPS = [1750, 701, 301, 132, 57, 23, 10, 4, 1];

/** |x|^β. */
function power(x: number, beta: number): number {
  if (beta === 1) return Math.abs(x);
  if (beta === 2) return x * x;
  return Math.abs(x) ** beta;
}

/** Orders `order[0 … n)` by `key`, fast where it is nearly in order already. */
export function insertionSort(order: Uint32Array, key: Float64Array, n: number): void {
  for (let k = 1; k < n; k++) {
    const moving = order[k];
    const value = key[moving];
    let at = k;
    for (; at > 0 && key[order[at - 1]] > value; at--) order[at] = order[at - 1];
    order[at] = moving;
  }
}

/** Orders `order[0 … n)` by `key`, from any order. */
export function shellSort(order: Uint32Array, key: Float64Array, n: number): void {
  for (const gap of GAPS) {
    for (let k = gap; k < n; k++) {
      const moving = order[k];
      const value = key[moving];
      let at = k;
      for (; at >= gap && key[order[at - gap]] > value; at -= gap) order[at] = order[at - gap];
      order[at] = moving;
    }
  }
}

/** One event on the line or circle: places and weights of its particles, and their order. */
export class Sorted {
  readonly n: number;
  readonly x: Float64Array;
  readonly weight: Float64Array;
  readonly order: Uint32Array;
  /** Weight up to and with each place, in order; valid after `accumulate`. */
  readonly sum: Float64Array;

  constructor(weight: Float64Array) {
    this.n = weight.length;
    this.weight = weight;
    this.x = new Float64Array(this.n);
    this.order = Uint32Array.from({ length: this.n }, (_, i) => i);
    this.sum = new Float64Array(this.n);
  }

  accumulate(): void {
    let sum = 0;
    for (let k = 0; k < this.n; k++) this.sum[k] = sum += this.weight[this.order[k]];
  }
}

/** Least cost on the line; both sorted, equal totals. Linear in the number of places. */
export function lineCost(a: Sorted, b: Sorted, beta: number): number {
  let i = 0;
  let j = 0;
  let restA = a.weight[a.order[0]];
  let restB = b.weight[b.order[0]];
  let cost = 0;
  for (;;) {
    const d = power(a.x[a.order[i]] - b.x[b.order[j]], beta);
    if (restA <= restB) {
      cost += restA * d;
      restB -= restA;
      if (++i === a.n) return cost;
      restA = a.weight[a.order[i]];
    } else {
      cost += restB * d;
      restA -= restB;
      if (++j === b.n) return cost;
      restB = b.weight[b.order[j]];
    }
  }
}

/** Least cost on a circle of circumference `period`; places in [0, period), both sorted, equal totals. */
export class Circle {
  private readonly height: Float64Array;
  private readonly length: Float64Array;
  /** Slope of the cost in the turned share, right of the last `at`. */
  private slope = 0;

  constructor(places: number) {
    this.height = new Float64Array(places);
    this.length = new Float64Array(places);
  }

  cost(a: Sorted, b: Sorted, period: number, beta: number): number {
    return beta === 1 ? this.median(a, b, period) : this.search(a, b, period, beta);
  }

  /** β = 1: ∫|F − G − α| over the circle, α the median of F − G. */
  median(a: Sorted, b: Sorted, period: number): number {
    const { height, length } = this;
    const places = a.n + b.n;
    const first = Math.min(a.x[a.order[0]], b.x[b.order[0]]);
    let i = 0;
    let j = 0;
    let difference = 0;
    let last = first;
    for (let k = 0; k < places; k++) {
      const fromA = j === b.n || (i < a.n && a.x[a.order[i]] <= b.x[b.order[j]]);
      const x = fromA ? a.x[a.order[i]] : b.x[b.order[j]];
      height[k] = difference;
      length[k] = x - last;
      last = x;
      difference += fromA ? a.weight[a.order[i++]] : -b.weight[b.order[j++]];
    }
    // Place 0 opens with nothing behind it: it stands for the arc across the seam.
    height[0] = difference;
    length[0] = period - (last - first);
    const middle = weightedMedian(height, length, places);
    let cost = 0;
    for (let k = 0; k < places; k++) cost += length[k] * Math.abs(height[k] - middle);
    return cost;
  }

  /** Any β ≥ 1: minimum over the turned share by tangents and bisection. */
  search(a: Sorted, b: Sorted, period: number, beta: number): number {
    a.accumulate();
    b.accumulate();
    let best = Number.POSITIVE_INFINITY;
    let low = 0;
    let lowCost = this.at(a, b, period, beta, low);
    let lowSlope = this.slope;
    best = lowCost;
    if (lowSlope === 0) return best;
    let high = low;
    let highCost = lowCost;
    let highSlope = lowSlope;
    // The cost grows without bound on both sides: a bracket is a few whole turns away at most.
    for (let step = 0.5; lowSlope > 0; step *= 2) {
      [high, highCost, highSlope] = [low, lowCost, lowSlope];
      low -= step;
      lowCost = this.at(a, b, period, beta, low);
      lowSlope = this.slope;
      best = Math.min(best, lowCost);
    }
    for (let step = 0.5; highSlope < 0; step *= 2) {
      [low, lowCost, lowSlope] = [high, highCost, highSlope];
      high += step;
      highCost = this.at(a, b, period, beta, high);
      highSlope = this.slope;
      best = Math.min(best, highCost);
    }
    for (let turn = 0; turn < MOST_TURNS && lowSlope < 0 && highSlope > 0; turn++) {
      const meet = (highSlope * high - lowSlope * low + lowCost - highCost) / (highSlope - lowSlope);
      const tangent = lowCost + lowSlope * (meet - low);
      if (best - tangent <= ON_TANGENT * best) break;
      const middle = turn % 2 === 0 ? meet : (low + high) / 2;
      if (!(middle > low && middle < high)) break;
      const cost = this.at(a, b, period, beta, middle);
      best = Math.min(best, cost);
      if (this.slope < 0) [low, lowCost, lowSlope] = [middle, cost, this.slope];
      else [high, highCost, highSlope] = [middle, cost, this.slope];
    }
    return best;
  }

  /** Cost where the k-th share of a goes to the (k + turned)-th of b, counted on and on around the circle. */
  private at(a: Sorted, b: Sorted, period: number, beta: number, turned: number): number {
    const total = b.sum[b.n - 1];
    const turns = Math.floor(turned / total);
    const share = turned - turns * total;
    let offset = turns * period;
    let j = 0;
    while (j < b.n - 1 && b.sum[j] <= share) j++;
    let restB = Math.max(0, b.sum[j] - share);
    let cost = 0;
    let slope = 0;
    let i = 0;
    let restA = a.weight[a.order[0]];
    let x = a.x[a.order[0]];
    let d = power(x - b.x[b.order[j]] - offset, beta);
    // Each place of b is left once in a whole round, whatever rounding does to the last shares.
    let toLeave = b.n;
    for (;;) {
      if (toLeave > 0 && (restB <= restA || i === a.n - 1)) {
        cost += restB * d;
        restA -= restB;
        toLeave--;
        if (++j === b.n) {
          j = 0;
          offset += period;
        }
        restB = b.weight[b.order[j]];
        const next = power(x - b.x[b.order[j]] - offset, beta);
        slope += next - d;
        d = next;
      } else {
        cost += Math.max(0, restA) * d;
        restB -= restA;
        if (++i === a.n) break;
        restA = a.weight[a.order[i]];
        x = a.x[a.order[i]];
        d = power(x - b.x[b.order[j]] - offset, beta);
      }
    }
    this.slope = slope;
    return cost;
  }
}

/** Weighted median of value[0 … n) by quickselect; both arrays are reordered together. */
function weightedMedian(value: Float64Array, weight: Float64Array, n: number): number {
  let half = 0;
  for (let k = 0; k < n; k++) half += weight[k];
  half /= 2;
  let from = 0;
  let to = n - 1;
  let pivot = value[0];
  while (from <= to) {
    pivot = value[(from + to) >> 1];
    // from … less − 1 are below the pivot, less … k − 1 equal it, more + 1 … to are above.
    let less = from;
    let more = to;
    let below = 0;
    let equal = 0;
    for (let k = from; k <= more; ) {
      const v = value[k];
      const w = weight[k];
      const other = v < pivot ? less : v > pivot ? more : k;
      value[k] = value[other];
      weight[k] = weight[other];
      value[other] = v;
      weight[other] = w;
      if (v < pivot) {
        below += w;
        less++;
        k++;
      } else if (v > pivot) {
        more--;
      } else {
        equal += w;
        k++;
      }
    }
    if (below >= half) to = less - 1;
    else if (below + equal >= half) return pivot;
    else {
      half -= below + equal;
      from = more + 1;
    }
  }
  return pivot;
}

// Which of many slots has the least value, kept while values change: a tree of matches, whose leaves are the slots. Setting a value
// replays only the matches whose winner that can change.

export class Tournament {
  /** [slots] Infinity where a slot is empty. Change it by `lower` and `raise`. */
  value = new Float64Array(0);
  private winner = new Int32Array(0);
  private leaves = 1;

  /** Makes `value` hold so many. */
  reserve(slots: number): void {
    if (this.value.length < slots) this.value = new Float64Array(slots);
  }

  /** Plays all matches between the first so many, at least one. */
  plant(slots: number): void {
    let leaves = 1;
    while (leaves < slots) leaves *= 2;
    this.leaves = leaves;
    if (this.winner.length < 2 * leaves) this.winner = new Int32Array(2 * leaves);
    const { winner, value } = this;
    for (let k = 0; k < leaves; k++) winner[leaves + k] = k < slots ? k : -1;
    for (let k = leaves - 1; k >= 1; k--) {
      const p = winner[2 * k];
      const q = winner[2 * k + 1];
      winner[k] = q < 0 || value[p] <= value[q] ? p : q;
    }
    if (leaves === 1) winner[1] = 0;
  }

  /** The slot with the least value. */
  get least(): number {
    return this.winner[1];
  }

  /** `to` is at most what it was. */
  lower(slot: number, to: number): void {
    const { winner, value } = this;
    value[slot] = to;
    for (let k = (this.leaves + slot) >> 1; k >= 1; k >>= 1) {
      const best = winner[k];
      if (best === slot) continue;
      if (value[best] <= to) return;
      winner[k] = slot;
    }
  }

  /** `to` is at least what it was. */
  raise(slot: number, to: number): void {
    const { winner, value } = this;
    value[slot] = to;
    for (let k = (this.leaves + slot) >> 1; k >= 1 && winner[k] === slot; k >>= 1) {
      const p = winner[2 * k];
      const q = winner[2 * k + 1];
      winner[k] = q < 0 || value[p] <= value[q] ? p : q;
    }
  }

  /** `to` is less or more than what it was. */
  change(slot: number, to: number): void {
    if (to <= this.value[slot]) this.lower(slot, to);
    else this.raise(slot, to);
  }
}

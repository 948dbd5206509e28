// Neumaier's compensated sums of columns: the same whether numbers come by rows or by columns.

export class Sums {
  private readonly sums: Float64Array;
  private readonly carries: Float64Array;

  constructor(columns: number) {
    this.sums = new Float64Array(columns);
    this.carries = new Float64Array(columns);
  }

  /** What is not finite, such as an empty cell of an unmapped column, adds nothing. */
  row(values: Float64Array): void {
    const { sums, carries } = this;
    for (let i = 0; i < sums.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      const sum = sums[i] + value;
      carries[i] += Math.abs(sums[i]) >= Math.abs(value) ? sums[i] - sum + value : value - sum + sums[i];
      sums[i] = sum;
    }
  }

  /** Rows from … to − 1. */
  rows(columns: readonly Float64Array[], from: number, to: number): void {
    columns.forEach((column, i) => {
      let before = this.sums[i];
      let carry = this.carries[i];
      for (let k = from; k < to; k++) {
        const value = column[k];
        if (!Number.isFinite(value)) continue;
        const sum = before + value;
        carry += Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
        before = sum;
      }
      this.sums[i] = before;
      this.carries[i] = carry;
    });
  }

  of(column: number): number {
    return this.sums[column] + this.carries[column];
  }
}

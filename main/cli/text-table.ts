// A table for people: columns aligned, numbers to the right. Documents for programs are --json's.

export type TextCell = string | number | null;

/** Significant digits of a number that is not whole. */
const DIGITS = 6;

export function textTable(headings: readonly string[], rows: readonly (readonly TextCell[])[]): string {
  const cells = rows.map((row) => row.map(shown));
  const widths = headings.map((heading, i) => Math.max(heading.length, ...cells.map((row) => row[i].length)));
  const right = headings.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return `${[line(headings), ...cells.map(line)].join('\n')}\n`;
}

function shown(cell: TextCell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell)) return String(cell);
  return Number.isFinite(cell) ? String(Number(cell.toPrecision(DIGITS))) : '–';
}

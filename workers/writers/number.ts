// Numbers as text that reads back to the same bits: JavaScript's shortest form, which also Python and C++ take.

export function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}

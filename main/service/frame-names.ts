// Names of frames in SQL: words that need no quotes, made of the file's name, each one once.

/** DuckDB's reserved words, which name no table without quotes (duckdb_keywords() of version 1.5). */
const RESERVED = new Set(
  (
    'all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check ' +
    'collate collation column columns concurrently constraint create cross default deferrable desc describe distinct ' +
    'do else end except false fetch for foreign freeze from full generated glob group having ilike in initially inner ' +
    'intersect into is isnull join lambda lateral leading left like limit map natural not notnull null offset on only ' +
    'or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning ' +
    'right select semi show similar some struct summarize symmetric table tablesample then to trailing true try_cast ' +
    'union unique unpack unpivot using variadic verbose when where window with'
  ).split(' '),
);
const LONGEST = 60;

/** `top.npz`, `3*(ellipse+point)` → `top_3_ellipse_point`, with a number where that is taken. */
export function sqlNameOf(parts: readonly string[], taken: ReadonlySet<string>): string {
  const word = parts
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST);
  const name = word === '' || RESERVED.has(word) ? `${word}_events`.replace(/^_/, '') : word;
  const plain = /^[0-9]/.test(name) ? `_${name}` : name;
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number++) if (!taken.has(`${plain}_${number}`)) return `${plain}_${number}`;
}

/** A file's name without its ending. */
export function stemOf(file: string): string {
  return file.replace(/(.)\.[^.]*(\.gz)?$/, '$1');
}

// For tests and benchmarks only: FastJet's example events of ../shared/data, which are not part of the project.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyMomenta, type FourMomenta } from '../momenta.ts';

/** px py pz E a line, `#END` after each event. */
export function fourVectors(file: string): FourMomenta[] {
  const text = readFileSync(join(process.cwd(), '..', 'shared', 'data', file), 'utf8');
  return text
    .split('#END')
    .map((block) =>
      block
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('#'))
        .map((line) => line.trim().split(/\s+/).map(Number)),
    )
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const out = emptyMomenta(lines.length);
      lines.forEach(([px, py, pz, e], i) => {
        out.px[i] = px;
        out.py[i] = py;
        out.pz[i] = pz;
        out.e[i] = e;
      });
      return out;
    });
}

// Every observable, by its name in expressions, columns and on the command line.

import { girth, lha, ptd, width } from './angularities.ts';
import { correlatorFamily, correlators } from './correlators.ts';
import { broadeningDistance, spherocityDistance, thrustDistance } from './dijets.ts';
import { shapeDistances, shapeFamilies, shapeReadings } from './distances.ts';
import { efpFamily, polynomials } from './efp.ts';
import { isotropies, isotropyFamily } from './isotropy.ts';
import { jettinesses, jettinessFamily } from './jettiness.ts';
import { pileupDensity } from './pileup.ts';
import { ht, leadingFraction, mass, multiplicity, pt } from './plain.ts';
import { softDropFamily, softDropped } from './softdrop.ts';
import { spherocity, transverseSpherocity } from './spherocity.ts';
import { subjettinesses, subjettinessFamily } from './subjettiness.ts';
import { broadening, thrust, transverseThrust, wideBroadening } from './thrust.ts';
import type { Family, Observable } from './types.ts';

export const OBSERVABLES: readonly Observable[] = [
  pt,
  mass,
  ht,
  multiplicity,
  leadingFraction,
  ptd,
  girth,
  width,
  lha,
  ...subjettinesses,
  ...softDropped,
  ...correlators,
  ...polynomials,
  thrust,
  transverseThrust,
  spherocity,
  transverseSpherocity,
  broadening,
  wideBroadening,
  ...jettinesses,
  ...isotropies,
  pileupDensity,
  thrustDistance,
  spherocityDistance,
  broadeningDistance,
  ...shapeDistances,
  ...shapeReadings,
];

/** Names with parameters, beyond those listed. */
export const FAMILIES: readonly Family[] = [
  subjettinessFamily,
  softDropFamily,
  correlatorFamily,
  efpFamily,
  jettinessFamily,
  isotropyFamily,
  ...shapeFamilies,
];

const byName = new Map(OBSERVABLES.map((observable) => [observable.name, observable]));

/** The observable of this name. Throws RangeError naming the allowed ones, or the parameter out of range. */
export function observableNamed(name: string): Observable {
  const found = byName.get(name);
  if (found) return found;
  for (const family of FAMILIES) {
    const one = family.make(name);
    if (one) return one;
  }
  const patterns = FAMILIES.map((family) => family.pattern);
  throw new RangeError(
    `unknown observable: ${name}, allowed are ${[...byName.keys(), ...patterns].join(', ')}`,
  );
}

/** `thrust,tau21`: commas outside parentheses separate names. Throws RangeError for unknown, empty and repeated ones. */
export function parseObservables(text: string): Observable[] {
  const names = split(text);
  return names.map((name, k) => {
    if (name === '') {
      throw new RangeError(
        `observables: an empty name in ${JSON.stringify(text)}, needed are names with commas between`,
      );
    }
    if (names.indexOf(name) < k) throw new RangeError(`observables: ${name} is given twice`);
    return observableNamed(name);
  });
}

function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let k = 0; k < text.length; k++) {
    if (text[k] === '(') depth++;
    else if (text[k] === ')') depth--;
    else if (text[k] === ',' && depth === 0) {
      parts.push(text.slice(start, k).trim());
      start = k + 1;
    }
    if (depth < 0) break;
  }
  if (depth !== 0) throw new RangeError(`observables: parentheses do not match in ${text}`);
  parts.push(text.slice(start).trim());
  return parts;
}

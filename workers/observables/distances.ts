// Observables by fits: how far an event is from the nearest shape of a kind, and what that shape is like. Ba, Dogra, Gambhir,
// Tasissa, Thaler, J. High Energy Phys. 06 (2023) 195, arXiv:2302.12266. Values are exact EMDs (β = 1) of the best shape
// that the fit finds, never below the least one.

import { modelOf } from '../shapes/index.ts';
import { observable } from './define.ts';
import { fitted, keeps, readingsOf } from './fitted.ts';
import { htOf } from './jet.ts';
import type { Family, Observable } from './types.ts';

const REFERENCE = 'Ba, Dogra, Gambhir, Tasissa, Thaler, J. High Energy Phys. 06 (2023) 195, arXiv:2302.12266';
const DISTANCES = 'Shape distances';
const PARAMETERS = 'Shape fits';
const MOST_COPIES = 9;

/** Stem of the name, its shape as an expression, in words. */
const KINDS: readonly (readonly [string, string, string])[] = [
  ['pointiness', 'point', 'points'],
  ['ringiness', 'ring', 'rings'],
  ['diskiness', 'disk', 'disks'],
  ['ellipsiness', 'ellipse', 'filled ellipses'],
  ['triangularness', 'triangle', 'triangles (their edges)'],
  ['ellipse_pointiness', '(ellipse+point)', 'filled ellipses with a point in their centre'],
];

function distance(name: string, text: string, words: string): Observable {
  return observable(
    {
      name,
      label: name,
      formula: `\\min_{\\mathcal E'} \\mathrm{EMD}_1(\\mathcal E, \\mathcal E'),\\ \\mathcal E' = \\text{${text}}`,
      unit: 'rad',
      definition: `Exact EMD of the event to the nearest ${words}, positions, sizes and shares of pT free, pT scaled to 1.`,
      reference: REFERENCE,
      family: DISTANCES,
      invariances: keeps(modelOf(text)),
      slow: true,
    },
    (event, settings) => fitted(event, text, settings).emd,
  );
}

function ofKind([stem, shape, words]: (typeof KINDS)[number], copies: number, pileup: boolean, name: string) {
  const copied = copies === 1 ? shape : `${copies}*${shape}`;
  const plain = words.replace(/s( with.*| \(.*)?$/, '$1').replace(/\(their/, '(its');
  const counted = copies === 1 ? plain.replace('their', 'its') : `${copies} ${words}`;
  return distance(
    name === '' ? stem : name,
    pileup ? `${copied}+pileup` : copied,
    pileup
      ? `${counted} on an even background that fills the selected circle, or the event’s smallest box`
      : counted,
  );
}

/** Of a fit, one number by its name in `readingsOf`. */
function reading(name: string, text: string, wanted: string, label = name): Observable | null {
  const found = readingsOf(modelOf(text)).find((one) => one.name === wanted);
  if (!found) return null;
  return observable(
    {
      name,
      label,
      formula: `\\text{${wanted.replaceAll('_', '\\_')}}\\left(\\arg\\min_{\\mathcal E'} \\mathrm{EMD}_1(\\mathcal E, \\mathcal E')\\right),\\ \\mathcal E' = \\text{${text}}`,
      unit: found.unit,
      definition: `Of the best ${text} for the event, in exact EMD: ${found.meaning.replace(/^./, (first) => first.toLowerCase())}`,
      reference: REFERENCE,
      family: PARAMETERS,
      invariances: found.invariances,
      slow: true,
    },
    (event, settings) => found.read(event, fitted(event, text, settings)),
  );
}

function named(name: string, text: string, wanted: string, label: string): Observable {
  const found = reading(name, text, wanted, label);
  if (!found) throw new RangeError(`${text} has no ${wanted}`);
  return found;
}

/** pT of the k-th hardest point of the best N. */
function subjet(k: number, count: number): Observable {
  const text = `${count}*point`;
  return observable(
    {
      name: `subjet_pt${k}`,
      label: `pT of subjet ${k}`,
      formula: `p_{T,(${k})} = z_{(${k})} \\sum_i p_{T,i}`,
      unit: 'GeV',
      definition: `pT of the ${['hardest', 'second', 'third'][k - 1]} of the best ${count} points for the event in exact EMD: what lies nearest to it.`,
      reference: REFERENCE,
      family: PARAMETERS,
      invariances: keeps(modelOf(text)).filter((invariance) => invariance !== 'scale'),
      slow: true,
    },
    (event, settings) => {
      const weights = fitted(event, text, settings).components.map(({ weight }) => weight);
      return weights.sort((a, b) => b - a)[k - 1] * htOf(event);
    },
  );
}

const eccentricity = observable(
  {
    name: 'ellipse_eccentricity',
    label: 'eccentricity',
    formula: '\\varepsilon = \\sqrt{1 - b^2/a^2}',
    unit: '',
    definition:
      'Eccentricity of the best filled ellipse for the event in exact EMD: 0 for a disk, 1 for a line; NaN for a point.',
    reference: REFERENCE,
    family: PARAMETERS,
    invariances: keeps(modelOf('ellipse')),
    slow: true,
  },
  (event, settings) => {
    const [a, b] = fitted(event, 'ellipse', settings).components[0].semi_axes ?? [0, 0];
    return a > 0 ? Math.sqrt(1 - (b / a) ** 2) : Number.NaN;
  },
);

const [POINT, RING, , , , ELLIPSE_POINT] = KINDS;

export const shapeDistances: readonly Observable[] = [
  ...KINDS.slice(1).map((kind) => ofKind(kind, 1, false, '')),
  ofKind(POINT, 3, false, 'pointiness3'),
  ofKind(ELLIPSE_POINT, 3, false, 'ellipse_pointiness3'),
  ofKind(RING, 1, true, 'ringiness_pileup'),
  ofKind(ELLIPSE_POINT, 3, true, 'ellipse_pointiness3_pileup'),
];

export const shapeReadings: readonly Observable[] = [
  named('ring_radius', 'ring', 'radius', 'radius of the ring'),
  named('disk_radius', 'disk', 'radius', 'radius of the disk'),
  named('disk_area', 'disk', 'area', 'area of the disk'),
  named('ellipse_area', 'ellipse', 'area', 'area of the ellipse'),
  eccentricity,
  subjet(1, 3),
  subjet(2, 3),
  subjet(3, 3),
  named('pileup_density_fit', '2*disk+pileup', 'pileup.density', 'ρ of a fit'),
];

export const shapeFamilies: readonly Family[] = [
  {
    pattern: `${KINDS.map(([stem]) => `${stem}N`).join(', ')}, each also with _pileup`,
    meaning: `EMD to the nearest N shapes, N = 1 … ${MOST_COPIES} (1 may be left out): ringiness2, ellipse_pointiness3_pileup`,
    make(name) {
      const match = /^([a-z_]+?)([1-9])?(_pileup)?$/.exec(name);
      const kind = match && KINDS.find(([stem]) => stem === match[1]);
      return kind ? ofKind(kind, Number(match[2] ?? 1), match[3] !== undefined, name) : null;
    },
  },
  {
    pattern: 'emd(EXPRESSION)',
    meaning:
      'EMD to the nearest shape of any expression: emd(3*(ellipse+point)+pileup), emd(ring(radius=0.4))',
    make(name) {
      const match = /^emd\((.*)\)$/s.exec(name);
      return match ? distance(name, match[1], match[1]) : null;
    },
  },
  {
    pattern: 'fit(EXPRESSION).NUMBER',
    meaning:
      'a number of the best shape: its parameters, of every part pt, area and density: fit(ring).radius, fit(2*disk).disk1.pt',
    make(name) {
      const match = /^fit\((.*)\)\.([\w.]+)$/s.exec(name);
      if (!match) return null;
      const found = reading(name, match[1], match[2]);
      if (found) return found;
      const allowed = readingsOf(modelOf(match[1])).map((one) => one.name);
      throw new RangeError(`${name}: unknown number ${match[2]}, allowed are ${allowed.join(', ')}`);
    },
  },
];

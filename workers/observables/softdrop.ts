// What soft drop leaves of a jet: its mass, and the momentum share and the angle of the splitting that passed. Larkoski, Marzani,
// Soyez, Thaler, arXiv:1402.2657; zg: arXiv:1502.01719. All of the event counts as one jet, reclustered with Cambridge/Aachen.

import type { PlaneEvent } from '../core/events.ts';
import { constituentsOf, type History, momentaOf, softDrop, treeOf } from '../jets/index.ts';
import { observable } from './define.ts';
import { massOf } from './jet.ts';
import { perEvent, perEventAnd } from './memo.ts';
import { BETA, checkExponent, exponent } from './parameters.ts';
import type { Family, Invariance, Observable } from './types.ts';

const MOST_BETA = 4;
/** The CMS choice, which is the modified mass drop tagger; R₀ then does not matter. */
const ZCUT = 0.1;
const R0 = 1;

const SOFT_DROP = 'Larkoski, Marzani, Soyez, Thaler, J. High Energy Phys. 05 (2014) 146, arXiv:1402.2657';
const PLANE: readonly Invariance[] = ['order', 'phi-rotation', 'boost'];

interface Cut {
  readonly zcut: number;
  readonly beta: number;
  readonly R0: number;
}

interface Left {
  readonly mass: number;
  readonly zg: number | null;
  readonly rg: number | null;
}

const tree: (event: PlaneEvent) => History = perEvent((event) => treeOf(momentaOf(event)));

const dropped = perEventAnd((event: PlaneEvent, key: string): Left => {
  const [zcut, beta, radius] = key.split(' ').map(Number);
  const history = tree(event);
  const { node, zg, rg } = softDrop(history, { zcut, beta, R0: radius });
  return { mass: massOf(subset(event, constituentsOf(history, node))), zg, rg };
});

/** What soft drop leaves of the event, which needs particles. */
export function leftOf(event: PlaneEvent, cut: Cut): Left {
  return dropped(event, `${cut.zcut} ${cut.beta} ${cut.R0}`);
}

function subset({ event, pt, y, phi, mass }: PlaneEvent, places: Uint32Array): PlaneEvent {
  const pick = (column: Float64Array) => Float64Array.from(places, (i) => column[i]);
  return {
    event,
    pt: pick(pt),
    y: pick(y),
    phi: pick(phi),
    mass: mass && pick(mass),
    pid: null,
    index: places,
  };
}

interface Kind {
  readonly stem: string;
  readonly label: string;
  readonly formula: string;
  readonly unit: 'GeV' | 'rad' | '';
  readonly definition: string;
  readonly reference: string;
  readonly invariances: readonly Invariance[];
  readonly value: (left: Left) => number;
}

const KINDS: readonly Kind[] = [
  {
    stem: 'softdropmass',
    label: 'soft-drop mass',
    formula: 'm_\\text{SD} = \\sqrt{\\left(\\sum_{i\\,\\in\\,\\text{SD}} p_i\\right)^2}',
    unit: 'GeV',
    definition: 'Invariant mass of what soft drop leaves of the jet.',
    reference: SOFT_DROP,
    invariances: [...PLANE, 'collinear-split', 'soft-particle'],
    value: ({ mass }) => mass,
  },
  {
    stem: 'zg',
    label: 'zg',
    formula: 'z_g = \\min(p_{T,1}, p_{T,2}) / (p_{T,1} + p_{T,2})',
    unit: '',
    definition:
      'Share of the softer branch in the splitting where soft drop ends; NaN where no splitting passes. Not collinear safe: where nothing else passes, the last particle’s own splitting decides.',
    reference: 'Larkoski, Marzani, Thaler, Phys. Rev. D 91 (2015) 111501, arXiv:1502.01719',
    invariances: [...PLANE, 'soft-particle', 'scale'],
    value: ({ zg }) => zg ?? Number.NaN,
  },
  {
    stem: 'rg',
    label: 'Rg',
    formula: 'R_g = \\Delta R_{12}',
    unit: 'rad',
    definition:
      'Angle between the branches of the splitting where soft drop ends; 0 where no splitting passes and one particle is left.',
    reference: SOFT_DROP,
    invariances: [...PLANE, 'collinear-split', 'soft-particle', 'scale'],
    value: ({ rg }) => rg ?? 0,
  },
];

const named = (symbol: string, value: number) => `${symbol} = ${value}`;

function groomed(kind: Kind, cut: Cut, name: string): Observable {
  const { stem, value, ...told } = kind;
  if (!(cut.zcut > 0 && cut.zcut < 1)) {
    throw new RangeError(`${name}: zcut is ${cut.zcut}, allowed is 0 < zcut < 1`);
  }
  if (cut.beta !== 0) checkExponent(name, cut.beta, MOST_BETA);
  if (!(cut.R0 > 0 && cut.R0 <= Math.PI)) {
    throw new RangeError(`${name}: R0 is ${cut.R0}, allowed is 0 < R0 ≤ π`);
  }
  const numbers = [
    named('zcut', cut.zcut),
    named('β', cut.beta),
    ...(cut.beta === 0 ? [] : [named('R₀', cut.R0)]),
  ].join(', ');
  return observable(
    {
      ...told,
      name,
      label: name === stem ? kind.label : `${kind.label} (${numbers})`,
      definition: kind.definition.replace('soft drop', `soft drop (${numbers})`),
      family: 'Jet substructure',
    },
    (event) => value(leftOf(event, cut)),
  );
}

/** At zcut = 0.1, β = 0. */
export const softDropped: readonly Observable[] = KINDS.map((kind) =>
  groomed(kind, { zcut: ZCUT, beta: 0, R0 }, kind.stem),
);

export const softDropFamily: Family = {
  pattern: 'softdropmass_zcutZ_betaB_rR, zg_zcutZ_betaB_rR, rg_zcutZ_betaB_rR',
  meaning: `soft drop at another cut, 0 < Z < 1 (without: ${ZCUT}), 0 ≤ B ≤ ${MOST_BETA} (without: 0), R its R₀ in rad (without: ${R0}): softdropmass_zcut0p2_beta1, zg_beta1_r0p8`,
  make(name) {
    const stems = KINDS.map(({ stem }) => stem).join('|');
    const number = '(\\d+(?:p\\d+)?)';
    const match = new RegExp(`^(${stems})(?:_zcut${number})?${BETA}(?:_r${number})?$`).exec(name);
    const kind = match && KINDS.find(({ stem }) => stem === match[1]);
    if (!kind) return null;
    const or = (text: string | undefined, value: number) => (text === undefined ? value : exponent(text));
    return groomed(kind, { zcut: or(match[2], ZCUT), beta: or(match[3], 0), R0: or(match[4], R0) }, name);
  },
};

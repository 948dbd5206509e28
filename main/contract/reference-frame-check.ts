// What a window may send as the frame that an event is to be seen from.

import {
  boolean,
  type Check,
  integer,
  kinds,
  nullable,
  number,
  oneOf,
  record,
  refuse,
  text,
  tuple,
} from './checks.ts';
import { JET_ALGORITHMS } from './jets.ts';
import { MOST_RAPIDITY, type ReferenceFrame } from './reference-frame.ts';

type Kind<K> = Extract<ReferenceFrame, { readonly kind: K }>;

const energy = number(1e-6, 1e9);
const direction = tuple(number(-1e6, 1e6), number(-1e6, 1e6), number(-1e6, 1e6));
const slow = tuple(number(-1, 1), number(-1, 1), number(-1, 1));
const kind = text(9);

const velocity: Check = (value, path) => {
  slow(value, path);
  const speed = Math.hypot(...(value as number[]));
  if (!(speed < 1)) refuse(path, speed, 'a speed below 1');
};
const axis: Check = (value, path) => {
  direction(value, path);
  if (!(Math.hypot(...(value as number[])) > 0)) refuse(path, 0, 'an axis of some length');
};

/** `jets`: the check of a request for jets. Those of a frame recombine. */
export function referenceFrameCheck(jets: Check): Check {
  const recombined: Check = (value, path) => {
    jets(value, path);
    oneOf(JET_ALGORITHMS)((value as { readonly algorithm: string }).algorithm, `${path}.algorithm`);
  };
  return kinds({
    lab: record<Kind<'lab'>>({ kind }),
    breit: record<Kind<'breit'>>({
      kind,
      beams: nullable(record<NonNullable<Kind<'breit'>['beams']>>({ lepton: energy, hadron: energy })),
    }),
    rest: record<Kind<'rest'>>({ kind }),
    boost: record<Kind<'boost'>>({ kind, rapidity: number(-MOST_RAPIDITY, MOST_RAPIDITY) }),
    velocity: record<Kind<'velocity'>>({ kind, velocity }),
    rotation: record<Kind<'rotation'>>({ kind, axis, angle: number(-1e6, 1e6) }),
    jet: record<Kind<'jet'>>({ kind, jets: recombined, jet: integer(0, 2 ** 31 - 1), principal: boolean }),
  } satisfies Record<ReferenceFrame['kind'], Check>);
}

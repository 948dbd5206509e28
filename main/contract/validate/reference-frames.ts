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
  tuple,
} from '../checks.ts';
import { JET_ALGORITHMS } from '../jets.ts';
import { MOST_RAPIDITY, type ReferenceFrame } from '../reference-frame.ts';
import { jetRequest } from './jet-definitions.ts';
import { COUNT, count, id, type Kind, kind } from './scalars.ts';

const energy = number(1e-6, 1e9);
const direction = tuple(number(-1e6, 1e6), number(-1e6, 1e6), number(-1e6, 1e6));
const slow = tuple(number(-1, 1), number(-1, 1), number(-1, 1));

const velocity: Check = (value, path) => {
  slow(value, path);
  const speed = Math.hypot(...(value as number[]));
  if (!(speed < 1)) refuse(path, speed, 'a speed below 1');
};
const axis: Check = (value, path) => {
  direction(value, path);
  if (!(Math.hypot(...(value as number[])) > 0)) refuse(path, 0, 'an axis of some length');
};

/** Jets of a frame recombine. */
const recombined: Check = (value, path) => {
  jetRequest(value, path);
  oneOf(JET_ALGORITHMS)((value as { readonly algorithm: string }).algorithm, `${path}.algorithm`);
};

export const referenceFrame = kinds({
  lab: record<Kind<ReferenceFrame, 'lab'>>({ kind }),
  breit: record<Kind<ReferenceFrame, 'breit'>>({
    kind,
    beams: nullable(
      record<NonNullable<Kind<ReferenceFrame, 'breit'>['beams']>>({ lepton: energy, hadron: energy }),
    ),
  }),
  rest: record<Kind<ReferenceFrame, 'rest'>>({ kind }),
  boost: record<Kind<ReferenceFrame, 'boost'>>({ kind, rapidity: number(-MOST_RAPIDITY, MOST_RAPIDITY) }),
  velocity: record<Kind<ReferenceFrame, 'velocity'>>({ kind, velocity }),
  rotation: record<Kind<ReferenceFrame, 'rotation'>>({ kind, axis, angle: number(-1e6, 1e6) }),
  jet: record<Kind<ReferenceFrame, 'jet'>>({
    kind,
    jets: recombined,
    jet: integer(0, COUNT),
    principal: boolean,
  }),
} satisfies Record<ReferenceFrame['kind'], Check>);

/** An event that is asked about. `frame` may be left out. */
export const inEvent = { dataset: id, event: count, frame: referenceFrame };

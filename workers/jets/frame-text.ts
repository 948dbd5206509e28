// A reference frame in one word, as `--frame` takes it: `lab`, `breit`, `breit:18,275`, `rest`, `boost:y=1.2`, `boost:0.1,0,0.5`,
// `rotate:0,1,0:0.5`, `jet:antikt:0.8#1`, `jet-axes:antikt:0.8`. Jets are told as `--jets` has them, and after # which of them, 0
// where that is left out.

import type { JetRequest } from './jets.ts';
import type { ReferenceFrame } from './reference-frame.ts';
import { ALGORITHMS, jetsText, parseJets } from './request.ts';

const FORMS: readonly string[] = [
  'lab',
  'breit',
  'breit:LEPTON,HADRON',
  'rest',
  'boost:y=RAPIDITY',
  'boost:VX,VY,VZ',
  'rotate:X,Y,Z:ANGLE',
  'jet:JETS#N',
  'jet-axes:JETS#N',
];
/** Beyond it doubles lose what is at right angles to the beam. */
const MOST_RAPIDITY = 20;

/** Throws RangeError with the text, what is wrong in it, and what is allowed. */
export function parseFrame(text: string): ReferenceFrame {
  const colon = text.indexOf(':');
  const head = (colon < 0 ? text : text.slice(0, colon)).trim().toLowerCase();
  const rest = colon < 0 ? null : text.slice(colon + 1).trim();
  switch (head) {
    case 'lab':
    case 'rest':
      if (rest !== null)
        throw wrong(text, `it has ${rest || 'nothing'} after the colon, allowed is ${head} alone`);
      return { kind: head };
    case 'breit':
      return { kind: 'breit', beams: rest === null ? null : beamsOf(text, rest) };
    case 'boost':
      return boostOf(text, rest ?? '');
    case 'rotate':
      return rotationOf(text, rest ?? '');
    case 'jet':
    case 'jet-axes':
      return jetOf(text, rest, head === 'jet-axes');
    default:
      throw wrong(text, `it is none of the frames, allowed are ${FORMS.join(', ')}`);
  }
}

/** The same frame in its shortest text: `parseFrame` reads it back. */
export function frameText(frame: ReferenceFrame): string {
  switch (frame.kind) {
    case 'lab':
    case 'rest':
      return frame.kind;
    case 'breit':
      return frame.beams ? `breit:${frame.beams.lepton},${frame.beams.hadron}` : 'breit';
    case 'boost':
      return `boost:y=${frame.rapidity}`;
    case 'velocity':
      return `boost:${frame.velocity.join(',')}`;
    case 'rotation':
      return `rotate:${frame.axis.join(',')}:${frame.angle}`;
    case 'jet':
      return `${frame.principal ? 'jet-axes' : 'jet'}:${jetsText(frame.jets)}#${frame.jet}`;
    default:
      return frame satisfies never;
  }
}

function beamsOf(text: string, rest: string) {
  const [lepton, hadron, ...more] = numbersOf(rest);
  if (more.length > 0 || !(lepton > 0 && hadron > 0)) {
    throw wrong(text, `beams are ${rest || 'nothing'}, allowed are two numbers > 0 (GeV): lepton,hadron`);
  }
  return { lepton, hadron };
}

function boostOf(text: string, rest: string): ReferenceFrame {
  const along = /^y\s*=(.*)$/i.exec(rest);
  if (along) {
    const [rapidity] = numbersOf(along[1]);
    if (!(Math.abs(rapidity) <= MOST_RAPIDITY)) {
      throw wrong(
        text,
        `rapidity is ${along[1]}, allowed are numbers from −${MOST_RAPIDITY} to ${MOST_RAPIDITY}`,
      );
    }
    return { kind: 'boost', rapidity };
  }
  const [x, y, z, ...more] = numbersOf(rest);
  if (more.length > 0 || !(Math.hypot(x, y, z) < 1)) {
    throw wrong(
      text,
      `velocity is ${rest || 'missing'}, allowed are y=RAPIDITY along the beam, or VX,VY,VZ of less than 1 together`,
    );
  }
  return { kind: 'velocity', velocity: [x, y, z] };
}

function rotationOf(text: string, rest: string): ReferenceFrame {
  const [axis, turn = '', ...others] = rest.split(':');
  const [x, y, z, ...more] = numbersOf(axis);
  const [angle] = numbersOf(turn);
  if (others.length + more.length > 0 || !(Math.hypot(x, y, z) > 0) || !Number.isFinite(angle)) {
    throw wrong(
      text,
      `turn is ${rest || 'missing'}, needed are an axis that is not 0,0,0 and an angle (rad): X,Y,Z:ANGLE`,
    );
  }
  return { kind: 'rotation', axis: [x, y, z], angle };
}

function jetOf(text: string, rest: string | null, principal: boolean): ReferenceFrame {
  if (!rest)
    throw wrong(text, 'jets are missing, needed are jets as --jets has them, for example antikt:0.8#0');
  const [jets, place = '0', ...more] = rest.split('#');
  const [jet] = numbersOf(place);
  if (more.length > 0 || !Number.isInteger(jet) || jet < 0) {
    throw wrong(text, `jet is ${[place, ...more].join('#') || 'nothing'}, allowed are integers ≥ 0`);
  }
  const request = parseJets(jets);
  // XCone's jets are found by a layer above.
  if (!recombines(request)) {
    throw wrong(text, `algorithm is ${request.algorithm}, allowed are ${ALGORITHMS.join(', ')}`);
  }
  return { kind: 'jet', jets: request, jet, principal };
}

function recombines(request: { readonly algorithm: string }): request is JetRequest {
  return ALGORITHMS.some((one) => one === request.algorithm);
}

/** NaN for what is none. */
function numbersOf(text: string): number[] {
  return text.split(',').map((one) => {
    const value = one.trim() === '' ? Number.NaN : Number(one);
    return Number.isFinite(value) ? value : Number.NaN;
  });
}

const wrong = (text: string, what: string) => new RangeError(`frame ${text}: ${what}`);

// How a frame is spoken of in captions, on the screen and on paper: its name, and what is known of it.

import type { FrameFacts, ReferenceFrame } from '../jets/reference-frame.ts';
import { fixed } from './ticks.ts';

/** Angles and rapidities. */
const angle = (value: number) => fixed(value, 3);

const AXES = [
  { name: 'x', axis: [1, 0, 0] },
  { name: 'y', axis: [0, 1, 0] },
  { name: 'z', axis: [0, 0, 1] },
] as const;

/** "the Breit frame", as it is said in sentences. Jets count from 1, as tables of the screen have them. */
export function frameWords(frame: ReferenceFrame): string {
  switch (frame.kind) {
    case 'lab':
      return 'the laboratory';
    case 'breit':
      return 'the Breit frame';
    case 'rest':
      return 'the rest frame of the event';
    case 'boost':
      return `a frame at rapidity ${angle(frame.rapidity)}`;
    case 'velocity':
      return `a frame that moves with β = ${vector(frame.velocity)}`;
    case 'rotation': {
      const named = AXES.find(({ axis }) => axis.every((one, i) => one === frame.axis[i]));
      return `a frame turned by ${angle(frame.angle)} rad about ${named?.name ?? vector(frame.axis)}`;
    }
    case 'jet':
      return frame.principal
        ? `the principal axes of jet ${frame.jet + 1}`
        : `the frame of jet ${frame.jet + 1}`;
    default:
      return frame satisfies never;
  }
}

/** What is told of the frame beside its name, in pieces. */
export function factWords({ frame, dis, jet, velocity }: FrameFacts): readonly string[] {
  if (dis) {
    const { Q2, x, y, W2 } = dis;
    const W = Math.sqrt(Math.max(0, W2));
    return [`Q² ${amount(Q2)} GeV²`, `x ${amount(x)}`, `y ${fixed(y, 3)}`, `W ${amount(W)} GeV`];
  }
  if (jet) {
    const turned = frame.kind === 'jet' && frame.principal ? [`turned by ${angle(jet.angle)} rad`] : [];
    return [`pT ${amount(jet.pt)} GeV`, `from y ${angle(jet.y)}, φ ${angle(jet.phi)}`, ...turned];
  }
  const told = frame.kind !== 'rotation' && frame.kind !== 'velocity' && Math.hypot(...velocity) > 0;
  return told ? [`β = ${vector(velocity)}`] : [];
}

/** Under a figure and in copied values: "seen in the Breit frame: Q² …". */
export function frameCaption(facts: FrameFacts): string {
  const more = factWords(facts);
  return `seen in ${frameWords(facts.frame)}${more.length > 0 ? `: ${more.join(', ')}` : ''}`;
}

const vector = (values: readonly number[]) => `(${values.map((one) => fixed(one, 3)).join(', ')})`;

/** Three digits. */
function amount(value: number): string {
  if (!(value > 0)) return fixed(value, 1);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(value)));
  return fixed(value, Math.min(6, digits));
}

// docs/observables.md says what the registry says: `npx vitest run workers/observables/docs.test.ts -u` writes it anew.

import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { FAMILIES, OBSERVABLES, type Observable } from './index.ts';

const KEEPS: Readonly<Record<string, string>> = {
  order: 'order',
  'phi-rotation': 'φ',
  boost: 'boost',
  rotation: 'rotation',
  'collinear-split': 'split',
  'soft-particle': 'soft',
  scale: 'scale',
};

const HEAD = `# Observables

One number of one event, by name: in the Observables workspace, in expressions over tables, and on the command line
(\`npm run -s ringside -- observables FILE --names tau21,thrust\`). Written by \`workers/observables/docs.test.ts\` from the registry; a test
holds the two together.

Energies are in GeV, angles in rad, weights are transverse momenta (z: over their sum) unless momenta are named. Particles without
a mass column count as massless. A value that an event does not have is NaN: no particles, a ratio of zeros. R₀ and jet radii are 1 rad where
they are not named.

**Keeps** lists what may be done to an event without changing the value, and \`workers/observables/properties.test.ts\` checks exactly
these on random events, and that what is not listed does change it: *order* of the particles · *φ*, all azimuths turned · *boost* along
the beam · *rotation* of space · *split* of a particle into two along its direction · *soft*, one more particle of 10⁻⁹ of the
energy · *scale*, all energies times a number. **IRC safe** is what keeps both split and soft; a safe observable changes by at most 10⁻⁹ times its largest
ground cost for such a particle. The flows to the fixed grids of the isotropies keep their rotations to 2 × 10⁻⁴ (ring), 5 × 10⁻³ (cylinder), 10⁻² (sphere),
all else to rounding; fits to 10⁻⁵. Ratios such as τ21, C2 and D2 are safe only above a cut on their denominators, and are marked as not safe. The number of a
fit can jump where two different shapes are equally near.

*Searches or fits* marks those that take milliseconds rather than microseconds an event.

Fits are made in the event's own frame (centroid at the origin, particles of one place as one, in order of rapidity), so that their values
do not hang on how the event is written down; particles of less than 10⁻⁸ of the energy are left out of them, except where a
background fills their box. A fit of the same expression in the Event workspace starts otherwise and can, for sums of many shapes, end in
another minimum.
`;

function entry(observable: Observable): string {
  const { name, label, formula, unit, definition, reference, invariances, ircSafe, slow } = observable;
  const facts = [
    unit === '' ? 'no unit' : unit,
    ircSafe ? 'IRC safe' : '**not IRC safe**',
    `keeps ${invariances.map((invariance) => KEEPS[invariance]).join(', ')}`,
    ...(slow ? ['searches or fits'] : []),
  ];
  return `### \`${name}\`${label === name ? '' : ` · ${label}`}

${definition}

$$${formula}$$

${facts.join(' · ')}. ${reference}.
`;
}

it('docs/observables.md is what the registry says', async () => {
  const families = [...new Set(OBSERVABLES.map(({ family }) => family))];
  const text = [
    HEAD,
    '## With parameters\n',
    'A point in a number is written p: `beta0p5`.\n',
    '| names | what they are |',
    '| --- | --- |',
    ...FAMILIES.map(({ pattern, meaning }) => `| \`${pattern}\` | ${meaning} |`),
    '',
    ...families.flatMap((family) => [
      `## ${family}\n`,
      ...OBSERVABLES.filter((observable) => observable.family === family).map(entry),
    ]),
  ].join('\n');
  await expect(text).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/observables.md'));
});

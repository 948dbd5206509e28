// Jets on stdout: the document of --json, written a piece at a time, and the table for people.

import type { EventJets } from '../contract/cluster.ts';
import type { Io } from './io.ts';
import { textTable } from './text-table.ts';

/** Events of one write. */
const EVENTS = 200;
const GROOMED = ['groomed pt [GeV]', 'groomed m [GeV]', 'zg', 'rg [rad]', 'kept'];
const DIS = ['Q2 [GeV²]', 'x', 'inelasticity'];
const AREA = ['area [rad²]'];
const PILEUP = ['subtracted pt [GeV]', 'subtracted m [GeV]', 'rho [GeV/rad²]', 'sigma [GeV/rad]'];
const HEADINGS = ['event', 'jet', 'pt [GeV]', 'y', 'phi [rad]', 'm [GeV]', 'E [GeV]', 'particles'];

/** `{events: [{event, jets: […]}…]}`, with facts of the run before them. */
export function writeJets(
  io: Io,
  events: readonly EventJets[],
  facts: Readonly<Record<string, unknown>> = {},
): void {
  const before = Object.entries(facts).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`,
  );
  io.stdout(`{${before.join('')}"events":[`);
  for (let first = 0; first < events.length; first += EVENTS) {
    const some = events.slice(first, first + EVENTS).map((one) => JSON.stringify(one));
    io.stdout((first > 0 ? ',' : '') + some.join(','));
  }
  io.stdout(']}\n');
}

/** A line a jet; an event without jets has none. */
export function jetsText(events: readonly EventJets[]): string {
  const asked = events.some(({ jets }) => jets.some(({ groomed }) => groomed !== undefined));
  const breit = events.some(({ dis }) => dis !== undefined);
  const areas = events.some(({ jets }) => jets.some(({ area }) => area !== undefined));
  const pileup = events.some(({ rho }) => rho !== undefined);
  const rows = events.flatMap(({ event, dis, rho, sigma, jets }) =>
    jets.map(({ pt, y, phi, m, E, constituents, groomed, area, subtracted }, jet) => {
      const scattering = breit ? [dis?.Q2 ?? null, dis?.x ?? null, dis?.y ?? null] : [];
      // Without its pileup nothing may be left of a jet.
      const left = [subtracted?.pt ?? 0, subtracted?.m ?? null, rho ?? null, sigma ?? null];
      const density = pileup ? left : [];
      const measured = areas ? [area ?? null, ...density] : [];
      const told = [event, jet, pt, y, phi, m, E, constituents.length, ...scattering, ...measured];
      if (!asked) return told;
      const kept = groomed
        ? [groomed.pt, groomed.m, groomed.zg, groomed.rg, groomed.constituents.length]
        : [null, null, null, null, 0];
      return [...told, ...kept];
    }),
  );
  const optional = [breit ? DIS : [], areas ? AREA : [], pileup ? PILEUP : [], asked ? GROOMED : []];
  return textTable([...HEADINGS, ...optional.flat()], rows);
}

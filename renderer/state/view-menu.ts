// Commands of how the event and the window are shown.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { jetsCommands } from './jets-menu.ts';

const toggle = (
  id: string,
  title: string,
  keys: readonly string[],
  get: () => boolean,
  set: () => void,
  words = '',
): Command => ({ id, title, group: 'View', keys, words, checked: get, run: set });

export function viewCommands(app: App): readonly Command[] {
  const { look, place } = app;
  const here = () => place.here;
  return [
    {
      id: 'view.fit',
      title: 'Fit view',
      group: 'View',
      keys: ['f', '0'],
      words: 'zoom reset all',
      enabled: here,
      run: () => app.plane.fit(),
    },
    {
      id: 'view.rescale',
      title: 'Rescale colours and sizes to this event',
      group: 'View',
      enabled: here,
      run: () => app.plane.rescale(),
    },
    toggle(
      'view.potential',
      'Potential',
      ['v'],
      () => look.potential,
      () => app.toggle('potential'),
      'heatmap',
    ),
    toggle(
      'view.plan',
      'Transport plan',
      ['t'],
      () => look.plan,
      () => app.toggle('plan'),
      'flow lines',
    ),
    ...jetsCommands(app),
    ...(['pt', 'species', 'jet', 'plain'] as const).map(
      (by): Command => ({
        id: `view.colour.${by}`,
        title: {
          pt: 'Colour by pT',
          species: 'Colour by species',
          jet: 'Colour by jet',
          plain: 'One colour for all particles',
        }[by],
        group: 'View',
        checked: () => look.colourBy === by,
        enabled: () => by !== 'jet' || app.jets.on,
        run: () => {
          look.colourBy = by;
        },
      }),
    ),
    toggle(
      'view.particles',
      'Table of particles',
      ['i'],
      () => look.particles,
      () => {
        look.particles = !look.particles;
      },
    ),
    toggle(
      'view.left',
      'Files and events',
      ['mod+b'],
      () => look.left,
      () => {
        look.left = !look.left;
      },
    ),
    toggle(
      'view.right',
      'Inspector',
      ['mod+i'],
      () => look.right,
      () => {
        look.right = !look.right;
      },
    ),
    toggle(
      'view.drawer',
      'Drawer',
      ['mod+j'],
      () => look.drawer,
      () => {
        look.drawer = !look.drawer;
      },
    ),
    ...(['system', 'dark', 'light'] as const).map(
      (theme): Command => ({
        id: `view.theme.${theme}`,
        title: { system: 'Theme of the system', dark: 'Dark theme', light: 'Light theme' }[theme],
        group: 'View',
        checked: () => look.theme === theme,
        run: () => {
          look.theme = theme;
        },
      }),
    ),
  ];
}

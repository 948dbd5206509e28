// Commands of the Geometry workspace, and the way from one workspace to another.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';

export function geometryCommands(app: App): readonly Command[] {
  const { geometry, look } = app;
  const complete = () => geometry.matrix?.state === 'complete';
  const comparing = () => geometry.comparison !== null;
  const here = (command: Omit<Command, 'group' | 'where'>): Command => ({
    ...command,
    group: 'Geometry',
    where: 'geometry',
  });
  return [
    {
      id: 'workspace.event',
      title: 'Event workspace',
      group: 'View',
      keys: ['e'],
      words: 'plane one event open',
      checked: () => look.workspace === 'event',
      run: () => {
        look.workspace = 'event';
      },
    },
    {
      id: 'workspace.geometry',
      title: 'Geometry workspace',
      group: 'View',
      keys: ['m'],
      words: 'map distances matrix mds umap neighbours dimension',
      checked: () => look.workspace === 'geometry',
      run: () => {
        look.workspace = 'geometry';
      },
    },
    {
      id: 'geometry.measure',
      title: 'Measure distances…',
      group: 'Geometry',
      keys: ['d'],
      words: 'matrix emd pairs all',
      enabled: () => app.files.datasets.length > 0,
      run: () => {
        look.workspace = 'geometry';
        app.dialog = 'measure';
      },
    },
    here({
      id: 'geometry.mds',
      title: 'Map by classical scaling (MDS)',
      keys: ['1'],
      enabled: complete,
      checked: () => geometry.method === 'mds',
      run: () => geometry.choose('mds'),
    }),
    here({
      id: 'geometry.umap',
      title: 'Map by UMAP',
      keys: ['2'],
      enabled: complete,
      checked: () => geometry.method === 'umap',
      run: () => geometry.choose('umap'),
    }),
    here({
      id: 'geometry.fit',
      title: 'Show the whole map',
      keys: ['f', '0'],
      words: 'zoom reset all fit view',
      enabled: () => geometry.map !== null,
      run: () => {
        geometry.frame = null;
      },
    }),
    here({
      id: 'geometry.nearest',
      title: 'Compare with the nearest event',
      keys: ['c'],
      words: 'neighbour',
      enabled: () => geometry.neighbours.length > 0,
      run: () => geometry.compare(geometry.neighbours[0]?.place ?? null),
    }),
    here({
      id: 'geometry.swap',
      title: 'Swap the compared events',
      keys: ['s'],
      enabled: comparing,
      run: () => geometry.swap(),
    }),
    here({
      id: 'geometry.play',
      title: 'Play or pause the transport',
      keys: ['k'],
      words: 'animation move',
      enabled: comparing,
      run: () => geometry.motion.toggle(),
    }),
    here({
      id: 'geometry.alone',
      title: 'End the comparison',
      keys: ['escape'],
      enabled: () => geometry.other !== null,
      run: () => geometry.compare(null),
    }),
    here({
      id: 'export.geometry',
      title: 'Export the map…',
      keys: ['mod+e'],
      words: 'png svg pdf figure save image curves comparison webm zip animation',
      enabled: () => geometry.map !== null,
      run: () => {
        app.dialog = 'export-geometry';
      },
    }),
  ];
}

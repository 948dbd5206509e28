// Commands of jets on the plane, and of the tables about them.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { copyBeside } from './export-actions.ts';
import { showJets, showJetTable } from './jets-actions.ts';

export function jetsCommands(app: App): readonly Command[] {
  return [
    {
      id: 'view.jets',
      title: 'Jets',
      group: 'View',
      keys: ['j'],
      words: 'cluster antikt kt cambridge grooming outline',
      checked: () => app.jets.on,
      run: () => showJets(app, !app.jets.on),
    },
    {
      id: 'view.jets.table',
      title: 'Table of jets',
      group: 'View',
      run: () => showJetTable(app, 'jets'),
    },
    {
      id: 'view.jets.history',
      title: 'History of the chosen jet',
      group: 'View',
      keys: ['y'],
      words: 'tree dendrogram subjets cut lund',
      run: () => showJetTable(app, 'subjets'),
    },
    {
      id: 'view.jets.beside',
      title: 'The fit beside the jets',
      group: 'View',
      keys: ['z'],
      words: 'compare energies axes emd table',
      run: () => showJetTable(app, 'beside'),
    },
    {
      id: 'export.beside',
      title: 'Copy the fit beside the jets',
      group: 'Export',
      words: 'compare table text',
      enabled: () => app.beside.view !== null,
      run: () => void copyBeside(app),
    },
  ];
}

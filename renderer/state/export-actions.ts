// Tables of the Event workspace, saved or copied.

import type { TableFormat } from '../../main/contract/index.ts';
import type { App } from './app.svelte.ts';
import { besideCsv, besideLines } from './beside-text.ts';
import { jetsWords } from './jets-choice.ts';

/** The fit beside the jets, as it stands in its table. */
export async function copyBeside(app: App): Promise<void> {
  const { view } = app.beside;
  if (view) await app.copy(besideLines(view, jetsWords(app.jets.choice)), 'the comparison');
}

export async function saveBeside(app: App): Promise<void> {
  const { view } = app.beside;
  if (!view) return;
  const bytes = new TextEncoder().encode(besideCsv(view, jetsWords(app.jets.choice)));
  try {
    await app.save({ name: `event-${view.event}-beside-jets.csv`, type: 'text/csv', bytes });
  } catch (error) {
    app.fail(error);
  }
}

export async function exportTable(app: App, format: TableFormat): Promise<void> {
  const table = app.tables.of(app.dataset?.id ?? null);
  if (!table) return;
  try {
    await app.save(await app.tables.export(table, format));
  } catch (error) {
    app.fail(error);
  }
}

// Files from everywhere: dropped, chosen, corrected; and bad ones, which say what is wrong while the application goes on.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Screen, startServer, test } from './app.ts';
import { cluster, csvOf, npy, npz, npzOf, put } from './files.ts';

const jets = [cluster(25, 0, 0, 0.4, 1), cluster(30, 0.5, 1, 0.5, 2), cluster(20, -0.5, 2, 0.3, 3)];

/** Name, content, what is said. */
const BAD: readonly (readonly [name: string, bytes: Uint8Array | string, problem: string])[] = [
  ['truncated.npz', npzOf(jets).subarray(0, 600), 'truncated.npz: the zip directory at its end is missing'],
  [
    'object.npy',
    npy([1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9], '|O'),
    'holds Python objects, needed are float32, float64 or integers',
  ],
  ['promise.npy', npy([2 ** 60, 3, 3], [1, 2, 3]), 'promises 83010348331692984000 bytes, the file has 24'],
  [
    'flat.npz',
    npz('X', npy([1, 3, 2], [1, 2, 3, 4, 5, 6])),
    'flat.npz: X has shape (1, 3, 2), needed is (events, particles, ≥ 3)',
  ],
  [
    'text.csv',
    'event,pt,y,phi\n0,10,0.1,0.2\n0,hello,0.1,0.2\n',
    'text.csv, line 3: column "pt" has the text "hello", needed is a number',
  ],
  ['empty.npz', '', 'empty.npz: the file is empty'],
  [
    'noise.bin',
    Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256),
    'noise.bin: the bytes are of no known format',
  ],
  ['short.dat', '1 2 3 4\n1 2 3\n', 'short.dat, line 2'],
];

test('bad files dropped say what is wrong, one by one; the good one among them opens', async ({ app }) => {
  await app.drop([
    ...BAD.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) })),
    { name: 'good.npz', bytes: npzOf(jets) },
  ]);
  await expect(app.get('open-error')).toHaveCount(BAD.length);
  for (const [name, , problem] of BAD) {
    await expect(app.get('open-error').filter({ hasText: `${name} was not opened` })).toContainText(problem);
  }
  await app.ready();
  await expect(app.get('file-row')).toHaveText(/good\.npz/);
  await app.fit('ring');
  // What was read stays; each message can be put away.
  for (let left = BAD.length; left > 0; left--) {
    await app.get('open-error').first().getByRole('button', { name: 'Dismiss' }).click();
    await expect(app.get('open-error')).toHaveCount(left - 1);
  }
  await expect(app.get('fit-state')).toHaveText('fitted');
});

test('bad files chosen in the dialog say it there, and the next one opens', async ({ app, place }) => {
  mkdirSync(join(place.files, 'runs'));
  for (const [name, bytes] of BAD) put(place.files, name, bytes);
  put(join(place.files, 'runs'), 'good.csv', csvOf(jets));
  await app.get('welcome-open').click();
  for (const [name, , problem] of BAD) {
    // Text in a later line is met when the whole file is read; the preview shows the first rows.
    if (name === 'text.csv' || name === 'short.dat') continue;
    await app.get('folder-file').filter({ hasText: name }).click();
    await expect(app.get('preview-error')).toContainText(problem);
    await expect(app.get('open-as')).toBeDisabled();
    await app.get('preview').getByRole('button', { name: 'Another file' }).click();
  }
  await app.get('folder').getByRole('button', { name: 'runs' }).click();
  await app.get('folder-file').filter({ hasText: 'good.csv' }).click();
  await app.get('open-as').click();
  await app.ready();
  await expect(app.get('event-number')).toContainText('of 3');
});

test('files of a folder are opened as one data set, in their order', async ({ app, place }) => {
  const folder = join(place.files, 'runs');
  mkdirSync(folder);
  for (const [i, run] of [10, 9, 1].entries()) put(folder, `run${run}.csv`, csvOf([jets[i]]));
  put(folder, 'notes.txt', 'Made on Monday.\n');
  await app.get('welcome-open').click();
  await app.get('folder').getByRole('button', { name: 'runs' }).click();
  await app.get('folder-together').click();
  await expect(app.get('preview')).toContainText('runs/*.csv · csv · 3 files as one data set');
  await app.get('open-as').click();
  await app.ready();
  await expect(app.get('event-number')).toContainText('of 3');
  await expect(app.get('file-row')).toHaveText(/runs\/\*\.csv/);
});

test('NaN, infinite and negative pT, and an empty event, are counted and shown', async ({ app }) => {
  const events = [
    ...jets.slice(0, 1),
    [
      [Number.NaN, 0, 0],
      [-3, 0, 0],
      [Number.POSITIVE_INFINITY, 0, 0],
      [5, 0.1, 0.1],
    ],
    [],
  ] as never;
  await app.drop([{ name: 'odd.npz', bytes: npzOf(events) }]);
  await app.ready();
  await expect(app.get('notices')).toContainText('odd.npz: left out');
  for (const words of ['1 not a number', '1 negative pT', '1 infinite']) {
    await expect(app.get('notices')).toContainText(words);
    await expect(app.get('left-out')).toContainText(words);
  }
  await app.plane.canvas.focus();
  await app.page.keyboard.press('n');
  await expect(app.get('event-sums')).toContainText('1 particle ·');
  await app.page.keyboard.press('n');
  await expect(app.get('plane-host')).toContainText('Event 2 is empty');
  await app.page.keyboard.press('p');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
});

test('the open dialog shows how columns are read, and a correction is used', async ({ app }) => {
  // Columns named so that nothing can be guessed right: first is φ, then pT in MeV, then y.
  const rows = jets[0].map(([pt, y, phi]) => [phi, pt * 1000, y].join(','));
  const text = `pt,y,phi\n${rows.join('\n')}\n`;
  const total = jets[0].reduce((sum, [pt]) => sum + pt, 0);
  await app.get('welcome-open').click();
  await app
    .get('file-input')
    .setInputFiles({ name: 'shuffled.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(app.get('preview')).toContainText('shuffled.csv');
  const roles = app.get('role');
  await expect(roles).toHaveCount(3);
  await expect(roles.nth(0)).toHaveValue('pt');
  // On the way there two columns mean the same, and that is said.
  await roles.nth(0).selectOption('phi');
  await expect(app.get('preview-error')).toContainText('two columns are mapped to phi');
  await roles.nth(2).selectOption('y');
  await roles.nth(1).selectOption('pt');
  await expect(app.get('preview-error')).toBeHidden();
  await app.get('preview').getByRole('combobox', { name: 'Unit of energy' }).selectOption('MeV');
  await expect(app.get('open-as')).toBeEnabled();
  await app.get('open-as').click();
  await app.ready();
  await expect(app.get('event-sums')).toContainText(`${total.toFixed(1)} GeV`);

  // Another file with these columns is read so without being asked about, and says it; there is a way back.
  await app.drop([{ name: 'again.csv', bytes: Buffer.from(text) }]);
  const row = app.page.getByRole('listitem').filter({ hasText: 'again.csv' });
  await expect(row).toContainText(/As you mapped it on \d{4}-\d\d-\d\d/);
  await row.getByTestId('file-row').click();
  await expect(app.get('event-sums')).toContainText(`${total.toFixed(1)} GeV`);
  await row.getByTestId('mapped').click();
  await expect(app.get('reason')).toHaveText(/^As you mapped these columns on \d{4}-\d\d-\d\d\.$/);
  await expect(roles.nth(0)).toHaveValue('phi');
  await app.get('as-guessed').click();
  await expect(app.get('reason')).toHaveText('By the names in the header: "pt", "y", "phi".');
  await expect(roles.nth(0)).toHaveValue('pt');
  await app.get('as-said').click();
  await expect(roles.nth(0)).toHaveValue('phi');
  await app.get('forget-mapping').click();
  await expect(app.get('as-guessed')).toBeHidden();
  await expect(roles.nth(0)).toHaveValue('pt');
});

test('particles are left out as the dialog says, and counted', async ({ app }) => {
  const rows = ['20,0,0,211', '0.4,0.1,0,211', '30,-2.6,1,211', '25,1,2,-14', '10,1,-1,22', '9,-2.2,1,22'];
  const buffer = Buffer.from(`pt,eta,phi,pid\n${rows.join('\n')}\n`);
  await app.get('welcome-open').click();
  await app.get('file-input').setInputFiles({ name: 'event.csv', mimeType: 'text/csv', buffer });
  await app.get('cut-pt').fill('none');
  await expect(app.get('cut-wrong')).toHaveText('needed is a number above 0, or nothing');
  await expect(app.get('open-as')).toBeDisabled();
  await app.get('cut-pt').fill('0.5');
  await app.get('cut-eta').fill('2.5');
  await app.get('cut-y').fill('2');
  // Neutrinos can be told where a column has species.
  await app.get('role').nth(3).selectOption('ignore');
  await expect(app.get('cut-neutrinos')).toBeHidden();
  await app.get('role').nth(3).selectOption('pid');
  await app.get('cut-neutrinos').check();
  await app.get('open-as').click();
  await app.ready();
  await expect(app.get('file-row')).toContainText(
    'event.csv · pT ≥ 0.5 GeV, |η| ≤ 2.5, |y| ≤ 2, no neutrinos',
  );
  await expect(app.get('left-out')).toHaveText(
    'left out: 1 pT < 0.5 GeV, 1 |η| > 2.5, 1 neutrino, 1 |y| > 2',
  );
  await expect(app.get('event-sums')).toContainText('2 particles ·');
});

test('a second file dropped is added, said plainly, and shown on request; recent files remember both', async ({
  app,
}) => {
  await app.openSample('w');
  await app.drop([{ name: 'mine.csv', bytes: csvOf(jets) }]);
  await expect(app.get('notices')).toContainText('mine.csv was added');
  await expect(app.get('file-row')).toHaveCount(2);
  await expect(app.get('event-number')).not.toContainText('of 3');
  await app.get('notices').getByRole('button', { name: 'Show it' }).click();
  await expect(app.get('event-number')).toContainText('of 3');
  await app.fit('disk');
  await app.get('file-row').first().click();
  await expect(app.get('event-number')).not.toContainText('of 3');
  await app.page.keyboard.press('Control+o');
  await expect(app.get('open-dialog').getByTestId('recent')).toHaveText(/mine\.csv/);
});

test('a large file is shown before it has been read, listed to its last event, and known once it is read', async ({
  page,
  place,
  complaints,
}) => {
  void complaints;
  const EVENTS = 200_000;
  const pt = (event: number) => 1 + (event % 900);
  const lines = Array.from({ length: EVENTS }, (_, event) => `${event},${pt(event)},0.1,0.2\n`);
  put(place.files, 'large.csv', `event,pt,y,phi\n${lines.join('')}`);
  const server = await startServer(place, ['large.csv'], { RINGSIDE_WHOLE_MB: '0.05' });
  const app = new Screen(page);
  await app.goto(server);
  await app.ready();
  await expect(app.get('event-sums')).toContainText('1.0 GeV');
  await expect(app.get('file-events')).toHaveText('200\u202f000');
  await expect(app.get('reading')).toBeHidden();
  await expect(app.get('file-row')).toHaveAttribute('title', /200\u202f000 events, 200\u202f000 particles$/);

  // The list is taller than a page of the browser's: by keys to its end, by the scrollbar to its middle.
  const list = app.get('event-list');
  const row = (event: number) => page.locator(`[data-testid=event-row][data-event="${event}"]`);
  await list.focus();
  await page.keyboard.press('End');
  await expect(app.get('event-sums')).toContainText(`${pt(EVENTS - 1).toFixed(1)} GeV`);
  await expect(row(EVENTS - 1)).toContainText(`${pt(EVENTS - 1).toFixed(1)}`);
  await expect(row(EVENTS - 1)).toBeInViewport();
  await list.evaluate((box) => {
    box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
  });
  await expect(row(EVENTS / 2)).toContainText(pt(EVENTS / 2).toFixed(1));
  await row(EVENTS / 2).click();
  await expect(app.get('event-number')).toHaveAttribute('data-event', String(EVENTS / 2));
  await expect(list.getByRole('button', { name: 'Sort by ΣpT in GeV' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('tab', { name: 'Jobs' }).click();
  await expect(page.locator('[data-testid=job][data-kind=scan]')).toContainText('Read large.csv to its end');
  await server.kill();
});

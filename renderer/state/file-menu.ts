// Commands of files, and of the events in the one on show.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';

export function fileCommands(app: App): readonly Command[] {
  const { place } = app;
  const here = () => place.here;
  return [
    {
      id: 'file.open',
      title: 'Open a file…',
      group: 'File',
      keys: ['mod+o'],
      words: 'browse folder upload sample columns',
      run: () => {
        app.inspect = null;
        app.dialog = 'open';
      },
    },
    ...app.files.samples.map(
      (sample): Command => ({
        id: `file.sample.${sample.name}`,
        title: `Open the toy sample ${sample.name}`,
        group: 'File',
        run: () => void app.files.open(sample, true),
      }),
    ),
    {
      id: 'file.columns',
      title: 'Correct the columns of this file…',
      group: 'File',
      enabled: () => app.dataset !== null,
      run: () => {
        app.inspect = app.dataset?.file.handle ?? null;
        app.dialog = 'open';
      },
    },
    {
      id: 'file.jets',
      title: 'Jets of this file as events…',
      group: 'File',
      words: 'cluster data set derived antikt',
      enabled: () => app.dataset !== null && !app.dataset.jets,
      run: () => {
        app.dialog = 'jets-of-file';
      },
    },
    {
      id: 'file.close',
      title: 'Remove this file from the list',
      group: 'File',
      enabled: () => app.dataset !== null,
      run: () => {
        if (app.dataset) app.closeDataset(app.dataset.id).catch((error: unknown) => app.fail(error));
      },
    },
    {
      id: 'event.next',
      title: 'Next event',
      group: 'Event',
      keys: ['n', 'arrowright', 'pagedown'],
      enabled: () => app.dataset !== null && place.event + 1 < app.dataset.events,
      run: () => app.stepEvent(1),
    },
    {
      id: 'event.previous',
      title: 'Previous event',
      group: 'Event',
      keys: ['p', 'arrowleft', 'pageup'],
      enabled: () => app.dataset !== null && place.event > 0,
      run: () => app.stepEvent(-1),
    },
    {
      id: 'event.goto',
      title: 'Go to event…',
      group: 'Event',
      keys: ['g'],
      words: 'number',
      enabled: () => app.dataset !== null,
      run: () => {
        app.dialog = 'go-to';
      },
    },
    {
      id: 'event.copy',
      title: 'Copy a link to this event',
      group: 'Event',
      enabled: here,
      run: () => {
        const url = new URL(window.location.href);
        url.search = `?event=${place.event}`;
        void app.copy(url.href, 'the link');
      },
    },
  ];
}

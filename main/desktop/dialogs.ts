// The methods that only a desktop has: native dialogs and the system clipboard.

import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import { type Api, type FileEntry, RingsideError } from '../contract/index.ts';
import type { ShellMethod } from '../service/index.ts';

export interface DialogOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly writeText: (text: string) => Promise<void>;
  readonly writeImage: (png: Blob) => Promise<void>;
  /** The window in front, which the dialog belongs to; null when there is none. */
  readonly window: () => BrowserWindow | null;
  readonly addFile: (path: string, origin: FileEntry['origin']) => Promise<FileEntry>;
}

const FILTERS = [
  {
    name: 'Events',
    extensions: [
      'npz',
      'npy',
      'csv',
      'tsv',
      'dat',
      'txt',
      'jsonl',
      'hepmc',
      'hepmc2',
      'hepmc3',
      'lhe',
      'root',
      'h5',
      'hdf5',
      'parquet',
      'arrow',
      'feather',
      'zip',
      'gz',
      'zst',
    ],
  },
  { name: 'All files', extensions: ['*'] },
];

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A name that a window proposed, as a name and nothing more. */
const asName = (name: string) =>
  basename(name.replaceAll('\\', '/')).replace(/[\p{Cc}<>:"|?*]/gu, '_') || 'ringside';

export function createDialogs(options: DialogOptions): Pick<Api, ShellMethod> {
  const { dialog, writeText, writeImage, window, addFile } = options;

  return {
    async pickFiles() {
      const parent = window();
      const ask = {
        title: 'Open events',
        // Only here one dialog has both; elsewhere folders are dropped on the window.
        properties: [
          'openFile',
          'multiSelections',
          ...(process.platform === 'darwin' ? (['openDirectory'] as const) : []),
        ],
        filters: FILTERS,
      } satisfies Parameters<Dialog['showOpenDialog']>[0];
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, ask)
        : dialog.showOpenDialog(ask));
      return canceled ? [] : Promise.all(filePaths.map((path) => addFile(path, 'dialog')));
    },

    async saveFile({ name, bytes }) {
      const parent = window();
      const ask = { title: 'Save', defaultPath: asName(name) };
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, ask)
        : dialog.showSaveDialog(ask));
      if (canceled || !filePath) return null;
      const temporary = `${filePath}.${process.pid}.part`;
      try {
        await writeFile(temporary, bytes);
        await rename(temporary, filePath);
      } catch (error) {
        await rm(temporary, { force: true });
        const reason = error instanceof Error ? error.message : String(error);
        throw new RingsideError(
          'no-permission',
          `${basename(filePath)}: could not be written (${reason})`,
          'Choose another folder.',
        );
      }
      return basename(filePath);
    },

    async copy(content) {
      if (content.kind === 'text') return writeText(content.text);
      if (!PNG_SIGNATURE.every((byte, i) => content.bytes[i] === byte)) {
        throw new RingsideError('bad-argument', 'copy: the bytes are no PNG image');
      }
      return writeImage(new Blob([new Uint8Array(content.bytes)], { type: 'image/png' }));
    },
  };
}

// Where the fonts are that writers of PDF and PNG read.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** assets/fonts of the installation, in a folder above this file; beside the archive where native code must read it. */
export function fonts(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = [folder.replace(/app\.asar(?=$|[\\/])/, 'app.asar.unpacked'), folder]
      .map((one) => join(one, 'assets', 'fonts'))
      .find((one) => existsSync(one));
    if (found) return found;
    if (dirname(folder) === folder)
      throw new Error(`${import.meta.dirname}: assets/fonts is in no folder above it`);
  }
}

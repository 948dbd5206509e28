// Shapes of the user's own: JavaScript modules from the user's folder or named on the command line, never from data or the
// window. Each default-exports an object as workers/shapes/define.ts describes it (docs/shapes.md).

import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineShape, registerShape } from '../shapes/index.ts';

/** Throws RangeError that begins with the file's name. */
export async function loadShapes(files: readonly string[]): Promise<void> {
  for (const file of files) {
    try {
      const module: { readonly default?: unknown } = await import(
        /* @vite-ignore */ pathToFileURL(file).href
      );
      if (module.default === undefined) {
        throw new RangeError('it has no default export, needed is the shape: export default { name: …, … }');
      }
      registerShape(defineShape(module.default));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new RangeError(`${basename(file)}: ${cause}`, { cause: error });
    }
  }
}

// The fonts that figures are set in, from assets/fonts (Inter, SIL Open Font License). Node only.

import { join } from 'node:path';

/** Font files in the folder assets/fonts; where that folder is, the caller knows. */
export function fontFiles(folder: string): { readonly regular: string; readonly semibold: string } {
  return { regular: join(folder, 'Inter-Regular.ttf'), semibold: join(folder, 'Inter-SemiBold.ttf') };
}

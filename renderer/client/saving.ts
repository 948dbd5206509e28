// Files and values on their way out: through the desktop's dialogs and clipboard where there are any, else through
// the browser's own download and clipboard.

import { type Api, type NamedBytes, RingsideError } from '../../main/contract/index.ts';

const unsupported = (error: unknown) => error instanceof RingsideError && error.code === 'unsupported';

/** Resolves to the name it was saved under, or null when the user changed their mind. */
export async function save(api: Api, native: boolean, file: NamedBytes): Promise<string | null> {
  if (native) return api.saveFile(file);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return file.name;
}

export async function copyText(api: Api, text: string): Promise<void> {
  try {
    await api.copy({ kind: 'text', text });
  } catch (error) {
    if (!unsupported(error)) throw error;
    await navigator.clipboard.writeText(text);
  }
}

export async function copyPng(api: Api, bytes: Uint8Array): Promise<void> {
  try {
    await api.copy({ kind: 'png', bytes });
  } catch (error) {
    if (!unsupported(error)) throw error;
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }
}

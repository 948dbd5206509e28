// app://ringside: the built screen, served to the window with the same headers as over the loopback. A scheme of our own
// rather than file://, so that the page has an origin, and no other file of the disk shares it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomScheme } from 'electron';
import { assetPath, contentType, pageHeaders } from '../contract/assets.ts';

export const ORIGIN = 'app://ringside';
export const PAGE = `${ORIGIN}/`;

/** To be registered before the application is ready. */
export const SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

const refuse = (status: number) =>
  new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } });

/** `pages`: the folder of the built screen, out/renderer (inside the asar archive once packaged). */
export function createProtocolHandler(pages: string, read: (path: string) => Promise<Uint8Array> = readFile) {
  return async (request: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (url === null || url.protocol !== 'app:' || url.host !== 'ringside') return refuse(404);
    const path = assetPath(url.pathname);
    const type = path === null ? null : contentType(path);
    if (path === null || type === null) return refuse(404);
    let bytes: Uint8Array;
    try {
      bytes = await read(join(pages, path));
    } catch {
      return refuse(404);
    }
    const headers = { ...pageHeaders(), 'Content-Type': type, 'Content-Length': String(bytes.length) };
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { status: 200, headers });
  };
}

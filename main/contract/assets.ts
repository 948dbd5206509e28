// How both shells hand the built screen to its window: the file that an address names, its type, and the headers that
// keep the page from doing anything but its work. Pure text; who reads the file is the shell.

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  ttf: 'font/ttf',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};

/** The type of a file by its name, or null where the screen has no such files. */
export function contentType(path: string): string | null {
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : null;
}

/**
 * The file, relative to the screen's folder, that the path of an address names; "/" is index.html.
 * Null for anything that is not a plain descent: "..", hidden names, backslashes, drives, empty parts, bad escapes.
 */
export function assetPath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path === '/') return 'index.html';
  if (!path.startsWith('/') || path.length > 512) return null;
  const parts = path.slice(1).split('/');
  return parts.every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part)) ? parts.join('/') : null;
}

/** Built files carry a hash of their content in their name; the page itself does not. */
export function isImmutable(path: string): boolean {
  return /^assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path);
}

/** Headers of every file of the screen. `connect`: what the page may connect to besides its own origin. */
export function pageHeaders(connect: readonly string[] = []): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      ["connect-src 'self'", ...connect].join(' '),
      "worker-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
}

// What a window may not do: ask for a permission, open another window, leave its page, embed a page. Links go to the
// user's browser, and only those of this list.

import type { Session, WebContents } from 'electron';
import { ORIGIN } from './protocol.ts';

/** Where the help and the about box lead. */
export const EXTERNAL_HOSTS = ['github.com', 'arxiv.org', 'doi.org', 'inspirehep.net'];

export function isExternal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, port } = new URL(address);
  return protocol === 'https:' && EXTERNAL_HOSTS.includes(hostname) && `${username}${password}${port}` === '';
}

/** Electron grants everything that is not denied. The clipboard goes through a named method instead. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

export function confine(contents: WebContents, openExternal: (address: string) => Promise<void>): void {
  const leave = (address: string) => {
    if (isExternal(address)) void openExternal(address);
  };
  contents.setWindowOpenHandler(({ url }) => {
    leave(url);
    return { action: 'deny' };
  });
  const stay = (event: { preventDefault(): void }, address: string) => {
    event.preventDefault();
    leave(address);
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** A frame that may call: the page of ours in the window's main frame. It may be gone (null) when its message arrives. */
export function isOwnFrame(
  frame: { readonly url: string; readonly parent: unknown } | null | undefined,
): boolean {
  if (!frame || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  return `${protocol}//${host}` === ORIGIN;
}

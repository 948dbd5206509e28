// Who may talk to the loopback server. Any page that the user has open, and any other user of this machine, can reach
// 127.0.0.1, so: the Host header must be one of three literal names (a rebound name fails here, before anything else is
// looked at), a 256-bit secret must be shown, and a page that acts must have exactly our origin.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Guard {
  /** Stands in the address's fragment, which a browser does not send; exchanged for the cookie. */
  readonly token: string;
  /** Host is a literal loopback name with our port. */
  isHost(headers: IncomingHttpHeaders): boolean;
  /** Origin is present and exactly ours. Call after isHost. */
  isOrigin(headers: IncomingHttpHeaders): boolean;
  /** Shows the token itself: the start script, and a window that exchanges it. */
  hasToken(headers: IncomingHttpHeaders): boolean;
  /** Shows the token or the cookie. */
  isKnown(headers: IncomingHttpHeaders): boolean;
  readonly setCookie: string;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
/** In time that tells nothing of either. */
const same = (given: string, secret: string) => timingSafeEqual(digest(given), digest(secret));

export const newSecret = () => randomBytes(32).toString('hex');

export function createGuard(port: number, token: string): Guard {
  const secret = newSecret();
  // Cookies know no ports: the name keeps two servers on one machine apart.
  const name = `ringside-${port}`;
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);

  const isHost = ({ host }: IncomingHttpHeaders) => host !== undefined && hosts.includes(host.toLowerCase());
  const hasToken = ({ authorization }: IncomingHttpHeaders) => {
    const given = /^Bearer ([0-9a-f]{64})$/.exec(authorization ?? '')?.[1];
    return given !== undefined && same(given, token);
  };
  const hasCookie = ({ cookie }: IncomingHttpHeaders) =>
    (cookie ?? '')
      .split('; ')
      .some((pair) => pair.startsWith(`${name}=`) && same(pair.slice(name.length + 1), secret));

  return {
    token,
    isHost,
    isOrigin: (headers) => headers.origin === `http://${headers.host?.toLowerCase()}`,
    hasToken,
    isKnown: (headers) => hasToken(headers) || hasCookie(headers),
    setCookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/api`,
  };
}

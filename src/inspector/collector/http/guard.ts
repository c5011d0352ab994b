import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Refuses what does not come from this machine's own user: other sites in a browser, names that lead here, calls without the token. */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #readToken: string;
  readonly #ingestToken: string;
  readonly #cookie: string;
  readonly #cookieToken: string;

  /** `readToken` lets somebody read, `ingestToken` lets them send, and `cookieToken` lets a browser read: it is the value of the cookie. */
  constructor(port: number, readToken: string, ingestToken: string, cookieToken: string) {
    this.#hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
    this.#readToken = readToken;
    this.#ingestToken = ingestToken;
    this.#cookieToken = cookieToken;
    this.#cookie = `throughline_inspector_${port}`; // cookies do not tell ports apart
  }

  /** Whether the request is meant for this server, and no other site made it. Source: OWASP, DNS rebinding; Fetch, `Sec-Fetch-Site`. */
  isFromHere({ headers }: IncomingMessage): boolean {
    const { host = '', origin } = headers;
    const site = headers['sec-fetch-site'];
    if (!this.#hosts.has(host)) return false;
    if (origin !== undefined && !(origin.startsWith('http://') && this.#hosts.has(origin.slice('http://'.length))))
      return false;
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  /**
   * Whether it may read: by `Authorization: Bearer`, or by the cookie. Browsers send the cookie to all servers of this machine, so it is no
   * bearer token, and counts only with what browsers say of a call from the page itself.
   */
  mayRead({ headers }: IncomingMessage): boolean {
    const bearer = bearerOf(headers.authorization);
    if (bearer !== undefined) return isSame(bearer, this.#readToken);
    const isOfPage = headers['sec-fetch-site'] !== undefined || headers['x-throughline-inspector'] === '1';
    const cookies = (headers.cookie ?? '').split(/; */).map((pair) => pair.split('='));
    return isOfPage && isSame(cookies.find(([name]) => name === this.#cookie)?.[1], this.#cookieToken);
  }

  maySend({ headers }: IncomingMessage): boolean {
    return isSame(bearerOf(headers.authorization), this.#ingestToken);
  }

  /** The cookie for whoever opened the address that was printed; `undefined` for a wrong token. */
  cookieFor(token: string | null): string | undefined {
    if (!isSame(token ?? undefined, this.#readToken)) return undefined;
    return `${this.#cookie}=${this.#cookieToken}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([\w-]+)$/i.exec(authorization ?? '')?.[1];
}

function isSame(given: string | undefined, wanted: string): boolean {
  return given !== undefined && timingSafeEqual(digestOf(given), digestOf(wanted));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

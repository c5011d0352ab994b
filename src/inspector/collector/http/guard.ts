import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Refuses what does not come from this machine's own user: other sites in a browser, names that lead here, calls without the token. */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #readToken: string;
  readonly #ingestToken: string;
  readonly #cookie: string;

  /** `readToken` lets somebody read, `ingestToken` lets them send. */
  constructor(port: number, readToken: string, ingestToken: string) {
    this.#hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
    this.#readToken = readToken;
    this.#ingestToken = ingestToken;
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

  /** Whether it may read: by the cookie, or by `Authorization: Bearer`. */
  mayRead({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(/; */).map((pair) => pair.split('='));
    const given = bearerOf(headers.authorization) ?? cookies.find(([name]) => name === this.#cookie)?.[1];
    return isSame(given, this.#readToken);
  }

  maySend({ headers }: IncomingMessage): boolean {
    return isSame(bearerOf(headers.authorization), this.#ingestToken);
  }

  /** The cookie for whoever opened the address that was printed; `undefined` for a wrong token. */
  cookieFor(token: string | null): string | undefined {
    if (!isSame(token ?? undefined, this.#readToken)) return undefined;
    return `${this.#cookie}=${this.#readToken}; HttpOnly; SameSite=Strict; Path=/`;
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

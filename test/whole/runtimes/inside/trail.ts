import { ContextVar, CTX_REQUEST_ID } from '../../../../src/index.js';

/** What one request of the burst saw. */
export interface Seen {
  readonly ids: readonly string[];
  readonly user: string;
  readonly body: string;
}

/** At how many places a request looks which one it is, and writes a line. */
export const STEPS = 6;

const USER = new ContextVar<string>('user', { default: 'nobody' });

/** The way of one request of the burst, which its key names. */
export class Trail {
  readonly #key: string;
  readonly #ids: string[] = [];

  constructor(path: string) {
    this.#key = path.slice(path.lastIndexOf('/') + 1);
  }

  /** Notes which request this is here, and writes a line. */
  readonly see = (step: string): void => {
    this.#ids.push(CTX_REQUEST_ID.get());
    console.log('%s %s', this.#key, step);
  };

  setUser(): void {
    USER.set(this.#key);
  }

  seen(body: string): string {
    return JSON.stringify({ ids: this.#ids, user: USER.get(), body } satisfies Seen);
  }
}

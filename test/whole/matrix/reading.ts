import { CTX_REQUEST_ID } from '../../../src/index.js';

/** What the code around a body parser saw of one body: the ids, of which there must be one, and the bytes. */
export class Reading {
  readonly #ids = new Set<string>();
  #bytes = 0;

  /** Called in each callback of a parser. */
  note(bytes = 0): void {
    this.#ids.add(CTX_REQUEST_ID.get());
    this.#bytes += bytes;
  }

  /** `id bytes`, for the client; several ids if the callbacks were mixed. */
  answer(): string {
    this.note();
    return `${[...this.#ids].join('|')} ${this.#bytes}`;
  }
}

const readings = new WeakMap<object, Reading>();

/** The reading of the body of `request`. */
export function readingOf(request: object): Reading {
  let reading = readings.get(request);
  if (reading === undefined) {
    reading = new Reading();
    readings.set(request, reading);
  }
  return reading;
}

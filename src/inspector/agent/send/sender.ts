import { writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

import { attempt } from '../../../core/attempt.js';
import type { Hello } from '../../protocol/agent-event.js';
import type { Outbox } from './outbox.js';

/** Where the collector is, and what it knows an agent by. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

const PERIOD = 50;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;
/** How many bytes may wait in the socket. */
const MAX_WAITING = 2 ** 22;

/**
 * Sends what is in the outbox, 20 times a second. It connects at once and again and again, keeps no process alive, and says nothing
 * where nobody listens. Start it outside of any request: what it does belongs to none.
 */
export class Sender {
  readonly #target: Target;
  readonly #hello: Hello;
  readonly #outbox: Outbox;
  #socket: Socket | undefined;
  #isReady = false;
  #pause = FIRST_PAUSE;

  constructor(target: Target, hello: Hello, outbox: Outbox) {
    this.#target = target;
    this.#hello = hello;
    this.#outbox = outbox;
    this.#connect();
    setInterval(() => this.#flush(), PERIOD).unref();
    process.on('beforeExit', () => this.#flushBeforeEnd());
    process.on('exit', () => this.#flushNow());
  }

  #connect(): void {
    const { host, port, token } = this.#target;
    const socket = connect({ host, port });
    this.#socket = socket.unref();
    socket.on('error', () => socket.destroy());
    socket.on('connect', () => {
      this.#pause = FIRST_PAUSE;
      this.#isReady = true;
      const name = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      socket.write(
        `GET /ingest HTTP/1.1\r\nHost: ${name}\r\nConnection: Upgrade\r\nUpgrade: throughline\r\nAuthorization: Bearer ${token}\r\n\r\n` +
          `${JSON.stringify(this.#hello)}\n`,
      );
      this.#flush();
      socket.unref();
    });
    socket.on('close', () => {
      this.#isReady = false;
      this.#socket = undefined;
      setTimeout(() => this.#connect(), this.#pause).unref();
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
    });
    socket.resume();
  }

  #flush(): void {
    const socket = this.#socket;
    if (!this.#isReady || socket === undefined || this.#outbox.isEmpty || socket.writableLength > MAX_WAITING) return;
    socket.write(this.#outbox.take());
  }

  /** A short process may end before it is connected: it waits for that, or for the failure to, once. */
  #flushBeforeEnd(): void {
    if (this.#socket?.connecting === true && !this.#outbox.isEmpty) this.#socket.ref();
    else this.#flush();
  }

  /** The process ends now: nothing that is written as usual would still be sent. */
  #flushNow(): void {
    const { _handle: handle } = (this.#socket ?? {}) as { _handle?: { fd?: number } | null };
    const fd = handle?.fd ?? -1;
    if (!this.#isReady || fd < 0 || this.#outbox.isEmpty || this.#socket?.writableLength !== 0) return;
    let bytes = Buffer.from(this.#outbox.take());
    for (let tries = 0; bytes.length > 0 && tries < 1000; tries++) {
      // Where the collector is slow, the socket takes no more for a moment.
      bytes = bytes.subarray(attempt(() => writeSync(fd, bytes)) ?? 0);
    }
  }
}

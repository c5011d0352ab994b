import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A connection whose bytes are written and read by hand. */
export class Wire {
  readonly #socket: Socket;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket.setEncoding('latin1').on('error', () => {});
    socket.on('data', (chunk) => (this.#received += String(chunk)));
  }

  static async open(port: number): Promise<Wire> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Wire(socket);
  }

  /** Sends the lines, joined as HTTP does. */
  send(...lines: string[]): void {
    this.#socket.write(lines.join('\r\n'), 'latin1');
  }

  /** All that has come, once `pattern` is in it. */
  async until(pattern: RegExp): Promise<string> {
    for (let i = 0; i < 400 && !pattern.test(this.#received); i++) await sleep(5);
    if (!pattern.test(this.#received)) throw new Error(`Waited in vain for ${pattern} in ${this.#received}`);
    return this.#received;
  }

  /** All that comes until the server closes the connection. */
  async rest(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#received;
  }

  /** Goes without a word. */
  destroy(): void {
    this.#socket.destroy();
  }
}

import { Duplex } from 'node:stream';

/** A connection that ends in this process: neither the kernel nor a load generator is in what is measured. */
export class FakeSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  readonly remotePort = 50_000;
  readonly localAddress = '127.0.0.1';
  readonly localPort = 80;
  readonly encrypted = false;
  /** What the server writes comes here, all that it writes at once in one piece. */
  onReceived: (written: string) => void = () => {};

  override _read(): void {}

  override _write(chunk: Buffer | string, _: unknown, done: () => void): void {
    this.onReceived(textOf(chunk));
    done();
  }

  override _writev(chunks: readonly { readonly chunk: Buffer | string }[], done: () => void): void {
    let written = '';
    for (const { chunk } of chunks) written += textOf(chunk);
    this.onReceived(written);
    done();
  }

  address(): object {
    return { address: this.localAddress, family: 'IPv4', port: this.localPort };
  }
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  destroySoon(): void {
    this.destroy();
  }
}

function textOf(chunk: Buffer | string): string {
  return typeof chunk === 'string' ? chunk : chunk.toString('latin1');
}

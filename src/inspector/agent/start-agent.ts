import { showing } from '../redact/redact.js';
import { helloOfProcess } from './hello.js';
import { observeAll } from './observe/observe-all.js';
import { Outbox } from './send/outbox.js';
import { Sender } from './send/sender.js';

/** Tells the collector at this address, such as `http://127.0.0.1:4319#token`, of each request of the process from now on. */
export function startAgent(address: string): void {
  const { hostname, port, hash, searchParams } = new URL(address);
  showing.isAll = searchParams.has('show-values');
  const hello = helloOfProcess();
  const outbox = new Outbox();
  observeAll(outbox, hello.service);
  const target = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port), token: hash.slice(1) };
  void new Sender(target, hello, outbox);
}

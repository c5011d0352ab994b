import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

import type { Behaviour, Observer } from './behaviour.js';

/** Listens for an event of the process, once, where nobody listens otherwise. */
function ofProcess(
  event: 'unhandledRejection' | 'uncaughtException',
  { register, trigger, listener }: Observer,
  fail: () => void,
): void {
  register(() => {
    const tell = listener();
    process.once(event, () => tell());
  });
  trigger(fail);
}

/** Listens on request or response of a server to a POST whose body comes late. */
async function ofServer(on: 'request' | 'response', event: string, { register, listener }: Observer): Promise<void> {
  const server = createServer((incoming, outgoing) => {
    register(() => {
      const tell = listener();
      (on === 'request' ? incoming : outgoing).on(event, () => (tell(), server.close()));
      incoming.on('end', () => outgoing.end('done')).resume();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1', method: 'POST', agent: false }, (response) => response.resume());
  sent.write('first');
  setTimeout(() => sent.end('second'), 20);
}

/** Ways to call back that processes have. */
export const NODE_BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'message of a Worker',
    observe: ({ register, trigger, listener }) => {
      let worker: Worker | undefined;
      trigger(
        () => (worker = new Worker(`require('node:worker_threads').parentPort.postMessage('message')`, { eval: true })),
      );
      register(() => {
        const tell = listener();
        worker!.on('message', () => (tell(), void worker!.terminate()));
      });
    },
    bare: 'trigger',
    except: { bun: 'none' },
  },
  {
    name: 'unhandledRejection',
    observe: (observer) => ofProcess('unhandledRejection', observer, () => void Promise.reject(new Error('expected'))),
    bare: 'trigger',
    except: { bun: 'none' },
  },
  {
    name: 'uncaughtException of a timer',
    observe: (observer) =>
      ofProcess('uncaughtException', observer, () => {
        setTimeout(() => {
          throw new Error('expected');
        }, 1);
      }),
    bare: 'trigger',
    except: { deno: 'none' },
  },
  { name: 'end of a request with a body', observe: (observer) => ofServer('request', 'end', observer), bare: 'none' },
  { name: 'finish of its response', observe: (observer) => ofServer('response', 'finish', observer), bare: 'none' },
  { name: 'close of its response', observe: (observer) => ofServer('response', 'close', observer), bare: 'none' },
];

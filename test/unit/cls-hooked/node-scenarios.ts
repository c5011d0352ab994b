import { exec } from 'node:child_process';
import { pbkdf2, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import domain from 'node:domain';
import { once } from 'node:events';
import { createReadStream, readFile, stat } from 'node:fs';
import { createServer as createHttpServer, get, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflate, gunzip, gzip } from 'node:zlib';

import { type Cls, fresh, type Scenario } from './scenario.js';

/** Calls `start` with a callback that notes what it sees in the namespace. */
const seenBy = (start: (ns: Cls, done: (...args: unknown[]) => void) => void): Scenario => {
  return async (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn(() => {
      ns.set('key', 'value');
      return new Promise((resolve) => start(ns, () => resolve(ns.get('key'))));
    });
  };
};

/** What Node calls back, in the namespace. */
export const NODE: Readonly<Record<string, Scenario>> = {
  'dns.lookup': seenBy((_, done) => lookup('localhost', done)),
  'fs.stat': seenBy((_, done) => stat('.', done)),
  'fs.readFile': seenBy((_, done) => readFile('package.json', done)),
  'crypto.pbkdf2': seenBy((_, done) => pbkdf2('password', 'salt', 1, 32, 'sha256', done)),
  'crypto.randomBytes': seenBy((_, done) => randomBytes(8, done)),
  'zlib.deflate': seenBy((_, done) => deflate('text', done)),
  'zlib.gzip, then gunzip': seenBy((_, done) => gzip('text', (_error, zipped) => gunzip(zipped, done))),
  'child_process.exec': seenBy((_, done) => exec('true', done)),
  'a stream of a file': seenBy((_, done) =>
    createReadStream('package.json')
      .on('data', () => {})
      .on('end', done),
  ),
  setInterval: seenBy((_, done) => {
    let left = 3;
    const timer = setInterval(() => {
      if (--left > 0) return;
      clearInterval(timer);
      done();
    }, 1);
  }),
  'setImmediate within setImmediate': seenBy((_, done) => setImmediate(() => setImmediate(done))),
  'process.nextTick within a promise': seenBy((_, done) => void Promise.resolve().then(() => process.nextTick(done))),
  'a timer with arguments': async (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn(() => {
      ns.set('key', 'value');
      return new Promise((resolve) => {
        setTimeout((...args: unknown[]) => resolve([args, ns.get('key')]), 1, 'a', 'b');
      });
    });
  },
  'timers/promises': async (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn(async () => (ns.set('key', 'value'), await sleep(1), ns.get('key')));
  },
  'a server and a client of node:net': async (cls) => {
    const ns = fresh(cls);
    const seen: Record<string, unknown> = {};
    await ns.runAndReturn(async () => {
      ns.set('key', 'server');
      const server = createServer((socket) => {
        seen['connection'] = ns.get('key');
        socket.on('data', () => {
          seen['data of the server'] = ns.get('key');
          socket.end('answer');
        });
        socket.on('end', () => (seen['end of the server'] = ns.get('key')));
        socket.on('close', () => (seen['close of the server'] = ns.get('key')));
      });
      server.on('close', () => (seen['server closes'] = ns.get('key')));
      await new Promise<void>((resolve) => {
        server.listen(0, () => {
          seen['listening'] = ns.get('key');
          ns.run(() => {
            ns.set('key', 'client');
            const client = connect({ port: (server.address() as AddressInfo).port }).once('connect', () => {
              seen['connect'] = ns.get('key');
              client.on('data', () => (seen['data of the client'] = ns.get('key')));
              client.on('close', () => {
                seen['close of the client'] = ns.get('key');
                server.close(() => resolve());
              });
              client.write('question');
            });
          });
        });
      });
    });
    return Object.entries(seen).toSorted();
  },
  'a server and a client of node:http': async (cls) => {
    const ns = fresh(cls);
    const seen: Record<string, unknown> = {};
    await ns.runAndReturn(async () => {
      ns.set('key', 'server');
      const server = createHttpServer((request, response) => {
        seen['request'] = ns.get('key');
        ns.run(() => {
          ns.set('key', 'request');
          setTimeout(() => {
            seen['later'] = ns.get('key');
            response.end('answer');
          }, 2);
        });
        request.resume();
      });
      await new Promise<void>((resolve) => server.listen(0, resolve));
      await new Promise<void>((resolve) => {
        ns.run(() => {
          ns.set('key', 'client');
          get({ port: (server.address() as AddressInfo).port, agent: false }, (response) => {
            seen['response'] = ns.get('key');
            response.on('data', () => (seen['data'] = ns.get('key')));
            response.on('end', () => {
              seen['end'] = ns.get('key');
              server.close(() => resolve());
            });
          });
        });
      });
    });
    return Object.entries(seen).toSorted();
  },
  'a server outside of all contexts, whose requests have one each': async (cls) => {
    const ns = fresh(cls);
    const server = createHttpServer((request, response) => {
      const before: unknown = ns.get('url');
      ns.run(() => {
        ns.set('url', request.url);
        setTimeout(() => response.end([before, ns.get('url')].join(' ')), 3);
      });
    });
    await once(server.listen(0), 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (path: string): Promise<string> => {
      const [response] = (await once(get({ port, path }), 'response')) as [IncomingMessage];
      return (await response.toArray()).join('');
    };
    const answers = [await ask('/a'), await ask('/b'), ...(await Promise.all([ask('/c'), ask('/d')]))];
    server.close();
    return answers;
  },
  promisify: async (cls) => {
    const ns = fresh(cls);
    return ns.runAndReturn(async () => (ns.set('key', 'value'), await promisify(stat)('.'), ns.get('key')));
  },
  'an error in a domain, thrown at once in a nested run': (cls) => {
    const ns = fresh(cls);
    return new Promise((resolve) => {
      ns.run(() => {
        ns.set('outer', true);
        const d = domain.create();
        d.on('error', (error) => {
          const context = ns.fromException(error);
          d.exit();
          resolve([error.message, ns.get('outer'), ns.get('inner'), context?.outer, context?.inner]);
        });
        setImmediate(() => {
          d.run(() => {
            ns.run(() => {
              ns.set('inner', true);
              throw new Error('thrown');
            });
          });
        });
      });
    });
  },
  'an error in a domain, thrown later in a nested run': (cls) => {
    const ns = fresh(cls);
    return new Promise((resolve) => {
      ns.run(() => {
        ns.set('outer', true);
        const d = domain.create();
        d.on('error', (error) => {
          const context = ns.fromException(error);
          d.exit();
          resolve([error.message, ns.get('outer'), ns.get('inner'), context?.outer, context?.inner]);
        });
        d.run(() => {
          ns.run(() => {
            ns.set('inner', true);
            setTimeout(() => {
              throw new Error('thrown');
            }, 1);
          });
        });
      });
    });
  },
  'an error that nobody catches': (cls) => {
    const ns = fresh(cls);
    return new Promise((resolve) => {
      process.once('uncaughtException', (error) => resolve([error.message, ns.get('key')]));
      ns.run(() => {
        ns.set('key', 'value');
        setTimeout(() => {
          throw new Error('thrown');
        }, 1);
      });
    });
  },
};

import { once } from 'node:events';
import { Agent, type AgentOptions, type ClientRequest, createServer, request, type RequestOptions } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { extract, propagate } from '../../../src/propagation/index.js';
import { record, type Recorder } from '../../support/recorder.js';
import { LEFT_OUT, VERSIONS } from './patches/undici/versions.js';

let listed: Recorder;
let other: Recorder;
beforeEach(async () => {
  [listed, other] = await Promise.all([record(), record()]);
  onTestFinished(propagate({ to: [listed.origin, listed.origin.replace('127.0.0.1', 'localhost')] }));
});

const inTrace = <T>(fn: () => T): T => extract({ 'x-request-id': 'abc', baggage: 'k=v' }).run(fn);
const toOther = (): Socket => connect(other.port, '127.0.0.1');

/** A server on a socket of Unix, which hands its requests to `other`. */
async function listenOnPath(): Promise<string> {
  const path = join(tmpdir(), `throughline-${process.pid}-${Math.random().toString(36).slice(2)}.sock`);
  const server = createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    request(other.origin, { method, path: url, headers } as RequestOptions, (answer) => answer.pipe(response)).end();
  });
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return path;
}

function answered(sent: ClientRequest): Promise<unknown> {
  sent.end();
  return once(sent, 'response').then(([response]) => once(response.resume(), 'end'));
}

class OwnConnection extends Agent {
  override createConnection(): Socket {
    return toOther();
  }
}

/** One name for all: what waits for a connection gets one that was made for another. */
class OneName extends Agent {
  override getName(): string {
    return 'all';
  }
}

/** Not in the types of Node: what an agent calls for a new connection. */
class OwnSocket extends Agent {
  createSocket(sent: ClientRequest, options: object, done: unknown): void {
    const { createSocket } = Agent.prototype as unknown as { createSocket(...args: unknown[]): void };
    createSocket.call(this, sent, { ...options, port: other.port }, done);
  }
}

describe('a request of node:http whose connection goes elsewhere than the URL says carries nothing', () => {
  it.each<[string, (path: string) => AgentOptions & { agent?: Agent | false }]>([
    ['an agent of a class with its own createConnection', () => ({ agent: new OwnConnection() })],
    ['an agent of a class with its own createSocket', () => ({ agent: new OwnSocket() })],
    ['an agent with a createConnection', () => ({ agent: Object.assign(new Agent(), { createConnection: toOther }) })],
    ['no agent and a createConnection', () => ({ createConnection: toOther }) as object],
    [
      'an agent whose options get a socketPath later',
      (socketPath) => {
        const agent = new Agent();
        Object.assign((agent as unknown as { options: object }).options, { socketPath });
        return { agent };
      },
    ],
    [
      'an agent whose options get a path later',
      (path) => {
        const agent = new Agent();
        Object.assign((agent as unknown as { options: object }).options, { path });
        return { agent };
      },
    ],
    ['an agent with a socketPath', (socketPath) => ({ agent: new Agent({ socketPath } as object) })],
  ])('%s', async (_, optionsFor) => {
    const options = optionsFor(await listenOnPath());
    await inTrace(() => answered(request(listed.origin, options as RequestOptions)));
    expect([listed.received.length, other.received.length, other.carried]).toEqual([0, 1, false]);
  });

  it('an agent of a class that keeps one connection for all', async () => {
    const agent = new OneName({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (const { origin } of [other, listed]) await inTrace(() => answered(request(origin, { agent })));
    expect([listed.received.length, other.received.length, other.carried]).toEqual([0, 2, false]);
  });

  it('but it carries on through a class that changes nothing of that', async () => {
    class Kept extends Agent {
      override keepSocketAlive(...args: unknown[]): void {
        (super.keepSocketAlive as (...args: unknown[]) => void)(...args);
      }
    }
    await inTrace(() => answered(request(listed.origin, { agent: new Kept({ keepAlive: true }) })));
    expect(listed.received[0]!.all('x-request-id')).toEqual(['abc']);
  });
});

type Connect = NonNullable<import('undici').Client.Options['connect']>;

describe.each(VERSIONS)(
  `undici %s: a connection that goes elsewhere than the URL says carries nothing${LEFT_OUT}`,
  (_v, undici) => {
    const connector = undici.buildConnector({});
    const ways: [string, (path: string) => Connect][] = [
      [
        'a connector that goes to another port',
        () => (_options, done) => {
          const socket = toOther().once('connect', () => done(null, socket));
        },
      ],
      [
        'a connector that is told of another port',
        () => (options, done) => connector({ ...options, port: `${other.port}` }, done),
      ],
      ['a socket of Unix', (path) => ({ socketPath: path })],
      [
        'a connector to a socket of Unix',
        (path) => (_options, done) => {
          const socket = connect(path).once('connect', () => done(null, socket));
        },
      ],
    ];
    const makes: [string, (connect: Connect) => import('undici').Dispatcher][] = [
      ['Client', (to) => new undici.Client(listed.origin, { connect: to })],
      ['Pool', (to) => new undici.Pool(listed.origin, { connect: to, connections: 1 })],
      ['Agent', (to) => new undici.Agent({ connect: to })],
      [
        'Agent with a factory',
        (to) =>
          new undici.Agent({
            factory: (origin) => new undici.Client(origin, { connect: to }),
          }),
      ],
    ];
    it.each(
      ways.flatMap(([way, connectTo]) => makes.map(([what, make]) => [`${what}: ${way}`, connectTo, make] as const)),
    )('%s', async (_name, connectTo, make) => {
      const dispatcher = make(connectTo(await listenOnPath()));
      onTestFinished(() => dispatcher.destroy());
      const send = () =>
        inTrace(async () =>
          (await dispatcher.request({ origin: listed.origin, path: '/', method: 'GET' })).body.text(),
        );
      await Promise.all([send(), send(), send()]);
      await send();
      expect([listed.received.length, other.received.length, other.carried]).toEqual([0, 4, false]);
    });

    it('a name of which the connector makes another one', async () => {
      const origin = listed.origin.replace('127.0.0.1', 'localhost');
      const names: string[] = [];
      const client = new undici.Client(origin, {
        connect: (options, done) => {
          const lookup = (name: string, _all: unknown, found: (error: null, to: object[]) => void): void => {
            names.push(name);
            found(null, [{ address: '127.0.0.1', family: 4 }]);
          };
          const socket = connect({ host: 'elsewhere.example', port: Number(options.port), lookup } as never);
          socket.once('connect', () => done(null, socket));
        },
      });
      onTestFinished(() => client.destroy());
      await inTrace(async () => (await client.request({ path: '/', method: 'GET' })).body.text());
      expect([names, listed.received.length, listed.carried]).toEqual([['elsewhere.example'], 1, false]);
    });

    it('but a connector that goes where the URL says carries on', async () => {
      const agent = new undici.Agent({ connect: (options, done) => connector(options, done) });
      onTestFinished(() => agent.destroy());
      for (const host of ['127.0.0.1', 'localhost']) {
        const origin = listed.origin.replace('127.0.0.1', host);
        await inTrace(async () => (await agent.request({ origin, path: '/', method: 'GET' })).body.text());
      }
      expect(listed.received.map(({ all }) => all('x-request-id'))).toEqual([['abc'], ['abc']]);
    });
  },
);

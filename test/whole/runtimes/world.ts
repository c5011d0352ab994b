import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { WebSocketServer } from 'ws';

import { CPython } from '../conformance/differential/cpython.js';
import type { Program } from '../conformance/differential/program.js';
import type { Settings } from './inside/settings.js';

/** The servers that suites talk to, outside of the runtime that they run in. */
export class World implements Disposable {
  readonly #python = new CPython();
  readonly #servers: readonly Server[] = [0, 1].map(() => createServer(this.#answer));

  static async start(): Promise<World> {
    const world = new World();
    new WebSocketServer({ server: world.#servers[0]! }).on('connection', (socket) => socket.send('hello'));
    await Promise.all(world.#servers.map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
    return world;
  }

  settings(runtime: string): Settings {
    const [first, second] = this.#servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return { runtime, origins: [first!, second!] };
  }

  [Symbol.dispose](): void {
    this.#python[Symbol.dispose]();
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  /** The headers of the request, as JSON; `/hop?to=` redirects, and adds whether a trace was carried: `seen=true`. */
  get #answer(): RequestListener {
    return async (request, response) => {
      const body = await text(request);
      const { pathname, searchParams } = new URL(request.url!, 'http://any');
      const to = searchParams.get('to');
      if (pathname === '/cpython') {
        const traces = await Promise.all((JSON.parse(body) as Program[]).map((program) => this.#python.run(program)));
        if (this.#python.complaints !== '') response.writeHead(500).end(this.#python.complaints);
        else response.end(JSON.stringify(traces));
      } else if (to !== null) {
        const location = new URL(to);
        for (const seen of searchParams.getAll('seen')) location.searchParams.append('seen', seen);
        location.searchParams.append('seen', String('traceparent' in request.headers));
        response.writeHead(302, { location: location.href }).end();
      } else {
        response.end(JSON.stringify(request.headersDistinct));
      }
    };
  }
}

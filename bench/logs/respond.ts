import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends a request to a listener over a socket that is none, to the end of the response. */
export function respond(listener: Listener): () => Promise<unknown> {
  return () => {
    const socket = new Duplex({ read() {}, write: (_, __, done) => done() }) as never;
    const message = new IncomingMessage(socket);
    Object.assign(message, { method: 'GET', url: '/orders/1', httpVersionMajor: 1, httpVersionMinor: 1 });
    const response = new ServerResponse(message);
    response.assignSocket(socket);
    const finished = new Promise((resolve) => response.on('finish', resolve));
    listener(message, response);
    return finished;
  };
}

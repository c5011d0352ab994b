import type { Duplex } from 'node:stream';

import type { RequestTask } from '../../../adapter.js';
import { emitInContext } from './emit-in-context.js';
import { type Carrier, type Key, type Method, type Methods, play, type Role } from './role.js';

/** The socket that a request took over. Other sockets stay as they are: no prototype is changed. */
const TUNNEL: Role = { mark: Symbol.for('throughline.tunnel'), classes: [], methods: { emit: emitAndEnd } };

function emitAndEnd(from: Methods, key: Key): Method {
  return function (this: Carrier<Duplex>, event, error): unknown {
    const task = this[key];
    if (task === undefined) return Reflect.apply(from.emit, this, arguments);
    try {
      return emitInContext(from.emit, this, task, arguments);
    } finally {
      if (event === 'error') task.fail(error);
      else if (event === 'close') task.end();
    }
  } as Method;
}

/** Ties the socket that a request took over to its task: listeners and end. */
export function attachTunnel(task: RequestTask, socket: Duplex): void {
  play(TUNNEL, socket, task);
  if (socket.closed) task.abort(); // it will not tell
}

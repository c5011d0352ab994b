import type { Duplex } from 'node:stream';

import { type RequestTask, TASK } from '../../../adapter.js';
import { emitInContext } from './emit.js';
import { type Carrier, type Method, play, type Role } from './role.js';

/** The socket that a request took over. Other sockets stay as they are: no prototype is changed. */
const TUNNEL: Role = { mark: Symbol.for('throughline.tunnel'), classes: [], methods: { emit: emitAndEnd } };

function emitAndEnd(emit: Method): Method {
  return function (this: Carrier<Duplex>, event, error): unknown {
    const task = this[TASK];
    if (task === undefined) return Reflect.apply(emit, this, arguments);
    try {
      return emitInContext(emit, this, task, arguments);
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

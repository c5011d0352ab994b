import type { RequestTask } from '../../adapter.js';
import { type EmitterSocket, bindEmitterSocket } from './bind-emitter-socket.js';

/** Without a frame that closes the connection. Source: RFC 6455, 7.1.5. */
const ABNORMAL_CLOSURE = 1006;

/** Ties the task of a connection to its socket: listeners run in the context of the task, and the end of the socket ends it. */
export function attachSocket(socket: EmitterSocket, task: RequestTask): void {
  bindEmitterSocket(
    socket,
    (fn) => task.run(fn),
    (event, detail) => {
      if (event === 'error') task.fail(detail);
      else if (event === 'close') end(task, detail);
    },
  );
}

function end(task: RequestTask, code: number): void {
  if (code === ABNORMAL_CLOSURE) task.abort();
  else task.end();
}

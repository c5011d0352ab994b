import type { RequestTask } from '../../adapter.js';
import { type EmitterSocket, keepEmitter } from './keep-emitter.js';

/** Without a frame that closes the connection. Source: RFC 6455, 7.1.5. */
const ABNORMAL_CLOSURE = 1006;

/** Connects the task of a connection with what happens on its socket: its listeners and its end. */
export function keepSocket(socket: EmitterSocket, task: RequestTask): void {
  keepEmitter(
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

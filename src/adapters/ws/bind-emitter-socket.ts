import { runChild, type Runner } from '../../adapter.js';

type EmitArgs = [name: string | symbol, ...args: never[]];

/** What is needed of a socket that is one of Node's event emitters. */
export interface EmitterSocket {
  emit(...event: EmitArgs): boolean;
  listenerCount(event: string): number;
}

const MESSAGES: ReadonlySet<unknown> = new Set(['message', 'ping', 'pong']);
const STAGES: ReadonlySet<unknown> = new Set(['open', 'error', 'close']);

/**
 * Runs the listeners of `socket` in the context of its connection, whoever emits: those of each message together, in a task
 * of its own. Other events, which the application emits, stay where they are. `watch`, if given, is told of each event
 * after its listeners.
 */
export function bindEmitterSocket(socket: EmitterSocket, run: Runner, watch?: (...event: EmitArgs) => void): void {
  const { emit } = socket;
  socket.emit = (...event): boolean => {
    const [name] = event;
    const deliver = (): boolean => Reflect.apply(emit, socket, event);
    try {
      if (socket.listenerCount(name as string) === 0) return deliver();
      if (MESSAGES.has(name)) return run(() => runChild(deliver));
      return STAGES.has(name) ? run(deliver) : deliver();
    } finally {
      watch?.(...event);
    }
  };
}

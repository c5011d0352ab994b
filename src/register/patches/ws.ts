import { joinConnection } from '../../adapters/ws/join-connection.js';
import { patch } from '../../core/patch.js';

type CompleteUpgrade = (...args: readonly unknown[]) => unknown;
type Deliver = (...connection: Parameters<typeof joinConnection>) => unknown;

/** The part of the class `WebSocketServer` of ws that is needed. */
export interface WebSocketServerClass {
  readonly prototype: { completeUpgrade: CompleteUpgrade };
}

/** Gives each message of a WebSocket a task of its own in its request, on all servers of this class. */
export function patchWs({ prototype }: WebSocketServerClass): void {
  patch(prototype, 'completeUpgrade', (completeUpgrade) => {
    return function completeUpgradeAndKeep(this: unknown, ...args): unknown {
      const deliver = args.at(-1) as Deliver;
      const deliverKept: Deliver = (socket, request) => {
        joinConnection(socket, request);
        return deliver(socket, request);
      };
      return Reflect.apply(completeUpgrade, this, [...args.slice(0, -1), deliverKept]);
    };
  });
}

import type { Perform } from '../../measure/cost-of.js';
import type { FakeSocket } from './fake-socket.js';

/**
 * Sends `message` on each connection, one at a time, to the end of the last answer. An answer has one object for its body, in
 * chunks or not; one that does not begin as it should is an error.
 */
export function exchange(sockets: readonly FakeSocket[], message: Buffer, begin: string): Perform {
  return (operations) =>
    new Promise((resolve, reject) => {
      let sent = 0;
      let answered = 0;
      const send = (socket: FakeSocket): void => {
        if (sent < operations) socket.push(message);
        sent++;
      };
      for (const socket of sockets) {
        let answer = '';
        const next = (): void => {
          if (++answered === operations) resolve();
          else send(socket);
        };
        socket.onReceived = (written) => {
          answer += written;
          if (!answer.endsWith('}') && !answer.endsWith('}\r\n0\r\n\r\n')) return;
          if (!answer.startsWith(begin)) reject(new Error(answer));
          answer = '';
          // What the server does after it has written comes first.
          setImmediate(next);
        };
      }
      for (const socket of sockets) send(socket);
    });
}

import type { Perform } from '../../measure/measure-slices.js';
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
      // What the server does after it has written comes first. As from a real socket, a message arrives in no context: not in that
      // of the answer before it.
      const due: (() => void)[] = [];
      const deliver = (): void => {
        for (const next of due.splice(0)) next();
        if (answered < operations) setImmediate(deliver);
      };
      setImmediate(deliver);
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
          due.push(next);
        };
      }
      for (const socket of sockets) send(socket);
    });
}

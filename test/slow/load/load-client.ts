import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * Sends `count` requests to `/echo`, `inFlight` at a time, each connection kept for all its requests, and gives what was
 * wrong with the answers: with the header, or with what the code deep in the handler saw.
 */
export async function load(port: number, count: number, inFlight: number): Promise<string[]> {
  const wrong: string[] = [];
  let next = 0;
  const takeTurns = async (): Promise<void> => {
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    await once(socket, 'connect');
    while (next < count) {
      const i = next++;
      const answer = await exchange(socket, `id-${i}`, 'x'.repeat(i % 40));
      const ids = new RegExp(`\r\nx-request-id: id-${i}\r\n[^]*id-${i} user of id-${i} ${i % 40}\\b`, 'i');
      if (!ids.test(answer)) wrong.push(answer);
    }
    socket.end();
    await once(socket, 'close');
  };
  await Promise.all(Array.from({ length: inFlight }, takeTurns));
  return wrong;
}

/** One request and its answer, which ends with what `/echo` says. */
function exchange(socket: Socket, id: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: string): void => {
      answer += chunk;
      if (!isWhole(answer)) return;
      stop();
      resolve(answer);
    };
    const lose = (): void => {
      stop();
      reject(new Error(`The server closed the connection of ${id}: ${answer}`));
    };
    const stop = (): void => void socket.off('data', read).off('close', lose);
    socket.on('data', read).on('close', lose);
    socket.write(
      `POST /echo HTTP/1.1\r\nhost: a\r\nx-request-id: ${id}\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  });
}

/** Whether all of an answer is there, which is in chunks or says its length. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /^content-length: (\d+)/im.exec(answer)?.[1];
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= end + 4 + Number(length);
}

import { once } from 'node:events';
import { connect } from 'node:net';

/** Whether what listens on this port of this machine answers `request` by something that starts with `expected`. */
async function answers(port: number, request: Uint8Array, expected: Uint8Array): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(request);
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(2000) })) as [Buffer];
    return answer.subarray(0, expected.length).equals(expected);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Whether Redis listens, and wants no password. */
export function redisAnswers(): Promise<boolean> {
  return answers(6379, Buffer.from('PING\r\n'), Buffer.from('+PONG'));
}

/** Whether PostgreSQL listens, and lets the user postgres in without a password. Source: its protocol 3.0, StartupMessage. */
export function postgresAnswers(): Promise<boolean> {
  const settings = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(settings.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  return answers(5432, Buffer.concat([head, settings]), Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]));
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { readEvents } from '../../protocol/read-event.js';
import { splitLines } from '../../protocol/split-lines.js';
import type { Agents } from '../agents.js';
import type { RequestStore } from '../store/request-store.js';
import type { Guard } from './guard.js';

/** A line has a request with its headers, or an error with its stack. */
const MAX_LINE = 2 ** 18;

/** Takes the connection of an agent over, which asked for it by `Upgrade: throughline`; it sends lines, and gets none. */
export function ingest(
  { guard, agents, store }: { readonly guard: Guard; readonly agents: Agents; readonly store: RequestStore },
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on('error', () => socket.destroy());
  const isAgent = request.headers.upgrade === 'throughline' && guard.isFromHere(request) && guard.maySend(request);
  if (!isAgent) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    return;
  }
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: throughline\r\nConnection: Upgrade\r\n\r\n');
  const connection = agents.connect();
  const drop = (): void => void store.dropped++;
  const take = splitLines(
    (line) => {
      const events = readEvents(line);
      if (events.length === 0) drop();
      for (const event of events) connection.take(event, line.length);
    },
    drop,
    MAX_LINE,
  );
  if (head.length > 0) take(head);
  socket.on('data', take);
  socket.on('end', () => socket.destroy()); // servers of http leave their half open
  socket.on('close', () => connection.close());
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import { tracedConnection } from 'throughline/ws';
import { type WebSocket, WebSocketServer } from 'ws';

import type { Perform } from '../../measure/measure-slices.js';
import { sendMessages } from '../network/send-messages.js';
import { readOurId, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

type OnConnection = (socket: WebSocket) => void;

const ids = new AsyncLocalStorage<string>();

/** Answers each message of a connection. */
const answering =
  (readId?: () => string | undefined): OnConnection =>
  (socket) =>
    void socket.on('message', async () => socket.send(await work({ readId })));

const byHand: OnConnection = (socket) => {
  const id = randomUUID();
  socket.on('message', () => ids.run(id, async () => socket.send(await work({ readId: () => ids.getStore() }))));
};

function serve(onConnection: OnConnection): Promise<Perform> {
  const server = createServer();
  new WebSocketServer({ server }).on('connection', onConnection);
  return sendMessages(server);
}

export const ws: Subject = {
  name: 'WebSocket message',
  sides: {
    [BARE]: () => serve(answering()),
    [BY_HAND]: () => serve(byHand),
    [OURS]: () => serve(tracedConnection(answering(readOurId)) as OnConnection),
  },
  pairs: [[OURS, BY_HAND]],
};

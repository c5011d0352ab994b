import { get, type IncomingMessage } from 'node:http';

import { onTestFinished } from 'vitest';

import type { InspectorEvent } from '../../../src/inspector/api.js';
import type { Collector } from '../../../src/inspector/collector/collector.js';

export interface EventReader {
  readonly events: InspectorEvent[];
  readonly ids: number[];
  isOver: boolean;
  response: IncomingMessage;
}

/** Reads the events, from behind one of them on. */
export async function readEvents({ address, token }: Collector, lastId?: number): Promise<EventReader> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(lastId !== undefined && { 'last-event-id': String(lastId) }),
  };
  const response = await new Promise<IncomingMessage>((resolve) => get(`${address}/api/events`, { headers }, resolve));
  const reader: EventReader = { events: [], ids: [], isOver: false, response };
  onTestFinished(() => void response.destroy());
  let rest = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() as string;
    for (const part of parts) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(part) ?? [];
      if (data === undefined) continue;
      reader.ids.push(Number(id));
      reader.events.push(JSON.parse(data) as InspectorEvent);
    }
  });
  response.on('close', () => (reader.isOver = true)).on('error', () => {});
  return reader;
}

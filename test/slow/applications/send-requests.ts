import { once } from 'node:events';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';

import type { PlannedRequest } from './planned-request.js';

/** The status, and the id that the response showed; neither where the client hung up before it. */
export interface Answer {
  readonly status: number;
  readonly id: string | undefined;
}

/** Sends all of them, `inFlight` at a time, over connections that stay open; the answers are in the order of the requests. */
export async function sendRequests(
  port: number,
  requests: readonly PlannedRequest[],
  inFlight: number,
): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const answers: Answer[] = [];
  const left = requests.entries();
  const sender = async (): Promise<void> => {
    for (const [i, request] of left) answers[i] = await send(port, agent, request);
  };
  await Promise.all(Array.from({ length: inFlight }, sender));
  agent.destroy();
  return answers;
}

function send(port: number, agent: Agent, planned: PlannedRequest): Promise<Answer> {
  const { method, path, headers, body, abort } = planned;
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers });
    request.on('response', (response) => void read(response, abort === 'response').then(resolve, reject));
    request.on('error', (error) => (abort === undefined ? reject(error) : resolve({ status: 0, id: undefined })));
    if (abort === 'request') hangUp(request, body);
    else request.end(body);
  });
}

function hangUp(request: ReturnType<typeof httpRequest>, body: PlannedRequest['body']): void {
  request.setHeader('content-length', Buffer.byteLength(body ?? ''));
  request.write(body?.slice(0, 40_000), () => setTimeout(() => request.destroy(), 10));
}

async function read(response: IncomingMessage, hangsUp: boolean): Promise<Answer> {
  const id = response.headers['x-request-id'];
  const answer = { status: response.statusCode ?? 0, id: typeof id === 'string' ? id : undefined };
  if (hangsUp) response.once('data', () => response.destroy());
  else response.resume();
  await once(response, 'close');
  return answer;
}

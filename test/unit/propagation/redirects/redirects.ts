import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';

import { record, type Recorder } from '../../../support/recorder.js';

/** A redirect: with which status, to which of the servers. */
export type Step = readonly [status: number, to: number];

export interface Redirecting {
  readonly servers: readonly Recorder[];
  /** A URL of the first server that leads along these steps. `id` stands in every URL on the way. */
  start(id: string, steps: readonly Step[]): string;
}

/** Servers that redirect to each other as the URL says. The last one answers with the method and the body that it got. */
export async function redirecting(count: number): Promise<Redirecting> {
  const servers: Recorder[] = [];
  const urlOf = (id: string, at: number, steps: readonly Step[]): string =>
    `${servers[at]!.origin}/${id}?steps=${encodeURIComponent(JSON.stringify(steps))}`;

  const listener: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://any');
    const [step, ...rest] = JSON.parse(searchParams.get('steps') ?? '[]') as Step[];
    if (step !== undefined)
      response.writeHead(step[0], { location: urlOf(pathname.slice(1), step[1], rest) }).end('moved');
    else
      void text(request).then((body) => response.end(`${request.method} ${request.headers['content-type']} ${body}`));
  };
  for (let i = 0; i < count; i++) servers.push(await record(listener));
  return { servers, start: (id, steps) => urlOf(id, 0, steps) };
}

export const STATUSES = [301, 302, 303, 307, 308];

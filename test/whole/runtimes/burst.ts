import { setTimeout as sleep } from 'node:timers/promises';

import type { Outcome } from './inside/run-suite.js';
import { type Seen, STEPS } from './inside/trail.js';
import { type Served, startServing } from './start-serving.js';
import type { Runtime } from './runtimes.js';

/** Requests to each server, all at once. */
const REQUESTS = 400;
const FRESH = /^[0-9a-f]{32}$/;

/** Sends many requests at once to each server of a runtime; each response and each line must have its own id. */
export async function burst(runtime: Runtime): Promise<readonly Outcome[]> {
  using served = await startServing(runtime);
  const outcomes: Outcome[] = [];
  for (const [name, origin] of served.origins) {
    outcomes.push(...(await load(name, origin, served).catch((error) => [outcome(name, [String(error)])])));
  }
  return [
    ...outcomes,
    outcome('nothing on stderr', served.complaints === '' ? [] : [served.complaints.slice(0, 2000)]),
  ];
}

async function load(name: string, origin: string, served: Served): Promise<Outcome[]> {
  const keys = Array.from({ length: REQUESTS }, (_, index) => `${name}-${index}`);
  const answers = await Promise.all(keys.map((key, index) => send(`${origin}/${name}/${key}`, key, index)));
  const ids = new Map(answers.map(({ id }, index) => [keys[index]!, id]));
  const mixed = answers.flatMap(({ wrong }) => wrong);
  if (new Set(ids.values()).size !== REQUESTS) mixed.push('two requests have the same id');
  return [
    outcome(`${name}: ${REQUESTS} responses`, mixed),
    outcome(`${name}: ${REQUESTS * STEPS} lines`, await wrongLines(served, ids)),
  ];
}

/** Half of the requests bring an id, a third have no body. `wrong` says what does not belong to the request. */
async function send(url: string, key: string, index: number): Promise<{ id: string; wrong: string[] }> {
  const own = index % 2 === 0 ? `id-of-${key}` : undefined;
  const sent = index % 3 === 0 ? '' : key.repeat(1 + (index % 50));
  const response = await fetch(url, {
    method: sent === '' ? 'GET' : 'POST',
    ...(sent !== '' && { body: sent }),
    headers: own === undefined ? {} : { 'x-request-id': own },
  });
  const id = response.headers.get('x-request-id') ?? 'none';
  const { ids, user, body } = (await response.json()) as Seen;
  const wrong: string[] = [];
  if (own === undefined ? !FRESH.test(id) : id !== own) wrong.push(`${key} was answered with the id ${id}`);
  if (ids.some((seen) => seen !== id)) wrong.push(`${key} has the id ${id}, and saw ${ids.join(' ')}`);
  if (user !== key || body !== sent) wrong.push(`${key} saw the user ${user} and the body ${body}`);
  return { id, wrong };
}

/** The lines come some time after the responses. */
async function wrongLines({ lines }: Served, ids: ReadonlyMap<string, string>): Promise<string[]> {
  const own = () => lines.filter(({ message }) => ids.has(message.split(' ')[0]!));
  for (let waited = 0; own().length < ids.size * STEPS && waited < 100; waited++) await sleep(50);
  const wrong = own()
    .filter(({ message, request_id: id }) => ids.get(message.split(' ')[0]!) !== id)
    .map(({ message, request_id: id }) => `the line "${message}" has the id ${id}`);
  if (own().length !== ids.size * STEPS) wrong.push(`there are ${own().length} lines of ${ids.size * STEPS}`);
  return wrong;
}

function outcome(test: string, errors: readonly string[]): Outcome {
  return { test: `burst > ${test}`, state: errors.length === 0 ? 'passed' : 'failed', errors: errors.slice(0, 10) };
}

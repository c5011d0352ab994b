import { randomBytes } from 'node:crypto';

import { type RouteName, routes } from './routes/index.js';

/** What a client sends as its id: one of its own, none, or one that must be refused. */
type Sends = 'own' | 'none' | 'bad';

/** How a request is meant to end. */
export type Fate = 'answered' | 'failed' | 'hung up';

/** A request that a client will make. */
export interface Visit {
  readonly number: number;
  readonly route: RouteName;
  readonly fate: Fate;
  readonly url: string;
  readonly sends: Sends;
  readonly id: string | undefined;
}

/** A mark of the bad ids: it must show up nowhere. */
export const EVIL = 'evil';

const BAD_IDS = [`${EVIL} id"`, `${EVIL},${EVIL}`, `${EVIL}=`.repeat(30)];
const SENDS: readonly Sends[] = ['own', 'own', 'none', 'own', 'own', 'bad', 'own', 'none'];
const FATES: Partial<Record<RouteName, Fate>> = { failing: 'failed', endless: 'hung up' };

export const routeNames = Object.keys(routes) as RouteName[];

/** As many visits to each route, in turns. */
export function planVisits(perRoute: number): Visit[] {
  const rounds = Array.from({ length: perRoute }, (_, round) => round);
  return rounds.flatMap((round) =>
    routeNames.map((route, i) => planVisit(round * routeNames.length + i + 1, route, round + i)),
  );
}

function planVisit(number: number, route: RouteName, turn: number): Visit {
  const sends = SENDS[turn % SENDS.length] ?? 'own';
  const fate = FATES[route] ?? 'answered';
  return { number, route, fate, url: `/${route}/${number}`, sends, id: idToSend(sends, number) };
}

function idToSend(sends: Sends, number: number): string | undefined {
  if (sends === 'none') return undefined;
  if (sends === 'bad') return BAD_IDS[number % BAD_IDS.length];
  return `c${number}-${randomBytes(2).toString('hex')}`;
}

import type { LogLine } from './log-line.js';
import type { Place } from './place.js';

interface Checked {
  /** How many lines have the id of the request that they are about, by the order of the request. */
  readonly right: ReadonlyMap<string, number>;
  /** The places of which a line had another id, or none. */
  readonly excused: ReadonlySet<string>;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
}

/** Checks the id of every line of an application. `ids` has the id of the request of each order. */
export function checkLines(
  lines: readonly LogLine[],
  ids: ReadonlyMap<string, string>,
  places: readonly Place[],
): Checked {
  const known = new Set(ids.values());
  const excused = new Set<string>();
  const problems: string[] = [];
  const right = new Map<string, number>();
  for (const line of lines) {
    const { order = '' } = line;
    const isRight = line.id !== undefined && ids.get(order) === line.id;
    const place = places.find(({ text }) => line.text.includes(text));
    const problem =
      forgery(line, known) ?? (place ? placeProblem(line, place, isRight) : isRight ? undefined : wrongId(line));
    if (problem !== undefined) problems.push(`${problem}: ${line.raw}`);
    else if (isRight) right.set(order, (right.get(order) ?? 0) + 1);
    else if (place !== undefined) excused.add(place.text);
  }
  return { right, excused, problems };
}

function forgery({ raw, id, text, fields }: LogLine, known: ReadonlySet<string>): string | undefined {
  if (text.startsWith('FORGED')) return 'a client made a line';
  if (fields.includes('forged') || hasTwoIds(raw)) return 'a client made a field';
  return id === undefined || known.has(id) ? undefined : 'the id of nobody';
}

function hasTwoIds(raw: string): boolean {
  return raw.split('\n').some((line) => line.split('"request_id":').length > 2);
}

/** A line about a connection may tell its request by nothing but the id. */
function placeProblem({ id, order }: LogLine, { whose }: Place, isRight: boolean): string | undefined {
  const isAnother = id !== undefined && order !== undefined && !isRight;
  if (whose === 'connection' && isAnother) return 'the id of another request';
  if (whose === 'nobody' && id !== undefined) return 'an id where there should be none';
  return whose === 'starter' && id === undefined ? 'no id' : undefined;
}

function wrongId({ id }: LogLine): string {
  return id === undefined ? 'no id' : 'the id of another request';
}

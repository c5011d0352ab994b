import type { Entry, Place } from './ledger.js';
import { EVIL, type Fate } from './plan.js';

const ALWAYS: readonly Place[] = ['arrived', 'deep', 'log', 'header', 'close', 'end', 'outside'];

const EXPECTED: Record<Fate, { places: ReadonlySet<Place>; status: number; ending: (url: string) => string }> = {
  answered: { places: new Set<Place>([...ALWAYS, 'finish']), status: 200, ending: () => 'finished' },
  failed: {
    places: new Set<Place>([...ALWAYS, 'finish', 'error']),
    status: 500,
    ending: (url) => `Error: ${url} the card was declined`,
  },
  'hung up': { places: new Set(ALWAYS), status: 200, ending: () => 'aborted' },
};

/** The id that the request must have everywhere: the client's own, else the one that it was given, if that is a fresh one. */
function expectedId({ visit, seen }: Entry): string | undefined {
  if (visit.sends === 'own') return visit.id;
  const given = seen.get('header')?.[0];
  return given !== undefined && /^[0-9a-f]{32}$/.test(given) ? given : undefined;
}

export function isExpectedAt({ visit }: Entry, place: Place): boolean {
  return EXPECTED[visit.fate].places.has(place);
}

/** Whether the id was seen at the place, and no other one; or nothing where there should be nothing. */
export function isRightAt(entry: Entry, place: Place): boolean {
  const ids = entry.seen.get(place) ?? [];
  if (!isExpectedAt(entry, place)) return ids.length === 0;
  const expected = place === 'outside' ? '' : expectedId(entry);
  return ids.length > 0 && ids.every((id) => id === expected);
}

export function isAsExpected({ visit, status, endings }: Entry): boolean {
  const expected = EXPECTED[visit.fate];
  return status === expected.status && endings.every((ending) => ending === expected.ending(visit.url));
}

/** What is wrong with a request; nothing if all is well. */
export function problemsOf(entry: Entry): string[] {
  const { visit, seen, status, endings, lines } = entry;
  const problems = [...ALWAYS, 'finish' as const, 'error' as const]
    .filter((place) => !isRightAt(entry, place))
    .map((place) => `${place}: saw ${listIds(seen.get(place))}`);
  if (!isAsExpected(entry)) problems.push(`${visit.fate}: got status ${status}, span ${endings.join(', ')}`);
  if (endings.length !== 1) problems.push(`the span ended ${endings.length} times`);
  if (lines.some((line) => line.includes(EVIL))) problems.push('a refused id is in the log');
  return problems.map((problem) => `${visit.url} (${expectedId(entry) ?? 'no fresh id'}) ${problem}`);
}

function listIds(ids: readonly string[] = []): string {
  const different = [...new Set(ids)].map((id) => `'${id}'`);
  const shown = different.slice(0, 3).join(', ') || 'nothing';
  return different.length > 3 ? `${shown} and ${different.length - 3} more` : shown;
}

/** The requests with something wrong, each with what it is. */
export function judge(entries: readonly Entry[]): Map<Entry, string[]> {
  const wrong = new Map<Entry, string[]>();
  const owners = new Map<string, Entry>();
  for (const entry of entries) {
    const problems = problemsOf(entry);
    const id = expectedId(entry) ?? entry.visit.url;
    const owner = owners.get(id);
    if (owner !== undefined) problems.push(`${entry.visit.url} has the id of ${owner.visit.url}`);
    owners.set(id, entry);
    if (problems.length > 0) wrong.set(entry, problems);
  }
  return wrong;
}

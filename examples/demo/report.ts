import { type Entry, ledger, type Place } from './ledger.js';
import { paint } from './paint.js';
import { routeNames } from './plan.js';
import { isAsExpected, isExpectedAt, isRightAt, judge } from './verdict.js';

const PLACES: readonly Place[] = ['arrived', 'deep', 'log', 'finish', 'header'];
const TITLES = ['sent', ...PLACES, 'ended', 'mixed'];

/** Prints for each route how many requests had their own id at each place, and gives the number of those that mixed. */
export function showReport(): number {
  const entries = [...ledger.entries.values()];
  const wrong = judge(entries);

  console.log(`\n${paint('bold', 'How many requests saw their own id, and no other:')}`);
  console.log(paint('dim', `${alignRow('route', TITLES)}  as meant`));
  for (const route of routeNames) {
    showRow(
      route,
      entries.filter(({ visit }) => visit.route === route),
      wrong,
    );
  }
  showRow('all', entries, wrong);
  console.log();
  showFacts(entries, wrong);

  const problems = [...[...wrong.values()].flat(), ...ledger.strays];
  if (problems.length > 0) console.log();
  for (const problem of problems.slice(0, 10)) console.log(paint('red', `MIXED ${problem}`));
  if (problems.length > 10) console.log(paint('red', `... and ${problems.length - 10} more`));
  return wrong.size + ledger.strays.length;
}

function showRow(name: string, entries: readonly Entry[], wrong: ReadonlyMap<Entry, unknown>): void {
  const count = (matches: (entry: Entry) => boolean): string => String(entries.filter(matches).length);
  const atPlaces = PLACES.map((place) => {
    const expected = entries.filter((entry) => isExpectedAt(entry, place));
    return expected.length === 0 ? '-' : String(expected.filter((entry) => isRightAt(entry, place)).length);
  });
  const ended = count(({ endings }) => endings.length === 1);
  const mixed = count((entry) => wrong.has(entry));
  const row = alignRow(name, [String(entries.length), ...atPlaces, ended, mixed]);
  const fate = name === 'all' ? '' : entries[0]?.visit.fate;
  console.log(`${mixed === '0' ? row : paint('red', row)}  ${count(isAsExpected)} ${fate}`.trimEnd());
}

function alignRow(name: string, cells: readonly string[]): string {
  return name.padEnd(7) + cells.map((cell, i) => cell.padStart(Math.max(TITLES[i]?.length ?? 0, 4) + 2)).join('');
}

function showFacts(entries: readonly Entry[], wrong: ReadonlyMap<Entry, unknown>): void {
  const check = (matches: (entry: Entry) => boolean, text: string): void => {
    const matching = entries.filter(matches);
    showFact(`${matching.length} ${text}`, !matching.some((entry) => wrong.has(entry)));
  };
  check(({ visit }) => visit.sends === 'own', 'sent an id of their own and kept it');
  check(({ visit }) => visit.sends === 'none', 'sent none and were given one each: 32 hex digits, no two the same');
  check(({ visit }) => visit.sends === 'bad', 'sent a bad one and were given a fresh one; no bad one is in the log');
  check(({ visit }) => visit.fate === 'failed', 'failed: a 500 with the id, and the error logged under it');
  check(({ visit }) => visit.fate === 'hung up', 'hung up: the span ended with TL_ERR_REQUEST_ABORTED');
  const isClean = ledger.strays.length === 0 && entries.every((entry) => isRightAt(entry, 'outside'));
  showFact("Outside of any request the id is ''", isClean);
}

function showFact(text: string, isTrue: boolean): void {
  console.log(`${isTrue ? paint('green', 'ok') : paint('red', 'NO')}  ${text}`);
}

import { type Entry, ledger, type Place } from './ledger.js';
import { isTerminal, paint, paintId } from './paint.js';
import { routeNames } from './plan.js';
import { inFlight } from './server.js';
import { isExpectedAt, isRightAt, problemsOf } from './verdict.js';

const PLACES: readonly (readonly [place: Place, title: string])[] = [
  ['arrived', 'arrived'],
  ['deep', '3 awaits deep'],
  ['log', 'log lines'],
  ['finish', 'finish'],
  ['header', 'header'],
];
const WIDTH = 15;

/** Shows the burst as it goes: a request of each route in turn, with the id that was seen at each place. */
export function showProgress(total: number, samples: number): void {
  let over = 0;
  let mixed = 0;
  let shown = 0;
  console.log(paint('dim', ['request'.padEnd(14), ...PLACES.map(([, title]) => title.padEnd(WIDTH))].join('').trim()));
  ledger.onOver((entry) => {
    over += 1;
    if (problemsOf(entry).length > 0) mixed += 1;
    const isDue = over > (shown * total) / (samples + 1);
    if (isDue && entry.visit.route === routeNames[shown % routeNames.length]) {
      show(sampleRow(entry));
      shown += 1;
    }
    showCounter(over, total, `${over} of ${total} requests, ${inFlight.now} in flight, ${mixed} mixed`);
  });
}

function showCounter(over: number, total: number, counter: string): void {
  if (isTerminal) process.stdout.write(over < total ? `\r\x1b[K${counter}` : '\r\x1b[K');
  else if (over % Math.ceil(total / 4) === 0) console.log(`... ${counter}`);
}

function show(row: string): void {
  console.log(isTerminal ? `\r\x1b[K${row}` : row);
}

function sampleRow(entry: Entry): string {
  return [entry.visit.url.padEnd(14), ...PLACES.map(([place]) => idAt(entry, place))].join('').trimEnd();
}

/** The id at a place, shortened; how often it was seen; and a mark if it is not the right one. */
function idAt(entry: Entry, place: Place): string {
  const ids = entry.seen.get(place) ?? [];
  const id = ids[0] ?? '';
  if (!isRightAt(entry, place)) return paint('red', `${shorten(id) || 'none'} (!)`.padEnd(WIDTH));
  if (!isExpectedAt(entry, place)) return paint('dim', '-'.padEnd(WIDTH));
  const text = shorten(id) + (ids.length > 1 ? ` x${ids.length}` : '');
  return paintId(id, text.padEnd(WIDTH));
}

function shorten(id: string): string {
  return id.length > 10 ? `${id.slice(0, 8)}..` : id;
}

import type { RequestDetail } from '../../api.js';
import { coveredTime } from './covered-time.js';
import { spanNoun } from './span-noun.js';

const WAITS = { query: 'Waited for queries', call: 'Waited for calls', message: 'Waited for messages' } as const;
const NAMES = ['Code ran', ...Object.values(WAITS), 'Waited for something else'] as const;

/** What a request spent its time on, in milliseconds. What ran while it waited, too, counts for both. */
type TimeSpent = Readonly<Partial<Record<(typeof NAMES)[number], number>>>;

/** What a request spent its time on; nothing of one that runs, or whose code nobody measured. */
function timeSpent({ spans, startedAt, duration, ran }: RequestDetail): TimeSpent {
  if (duration === undefined || ran === undefined) return {};
  const until = startedAt + duration;
  const waits = spans.flatMap((span) => {
    const noun = span.kind === 'server' ? 'span' : spanNoun(span);
    return noun === 'span' ? [] : [{ name: WAITS[noun], span }];
  });
  const covered = (name?: string): number =>
    coveredTime(
      waits.filter((wait) => name === undefined || wait.name === name).map(({ span }) => span),
      startedAt,
      until,
    );
  return {
    'Code ran': ran,
    ...Object.fromEntries(Object.values(WAITS).map((name) => [name, covered(name)])),
    'Waited for something else': Math.max(0, duration - ran - covered()),
  };
}

/** One row for each that either of two spent a time on. */
export function compareTimes(left: RequestDetail, right: RequestDetail): readonly ComparedTime[] {
  const [one, other] = [timeSpent(left), timeSpent(right)];
  return NAMES.map((name) => ({ name, left: one[name], right: other[name] })).filter(
    (row) => (row.left ?? 0) + (row.right ?? 0) > 0,
  );
}

interface ComparedTime {
  readonly name: string;
  /** `undefined` where it is not known. */
  readonly left: number | undefined;
  readonly right: number | undefined;
}

import { recordAllClients } from '../../../propagation/add-route.js';
import { recordChannels } from '../../../spans/channels/record-channels.js';
import { type Recorder, recorders, type SpanRecord } from '../../../spans/record/recorder.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { redactedText } from '../../redact/redacted-text.js';
import { headOf } from '../shown/error-parts.js';
import { copyOf, shownAttributes } from '../shown/shown-attributes.js';
import { firstLineOf } from '../shown/shown-error.js';
import { stackNow, userPlaces } from '../shown/user-place.js';
import { currentWatched } from '../watched-requests.js';
import type { Tasks } from './tasks.js';

/** How many calls stand between a span and the user's code: a `fetch` comes to its connection by some 70. */
const DEPTH = 14;
const DEPTH_OF_CLIENTS = 120;

const NOTHING = (): void => {};
const NO_RECORD: SpanRecord = {
  setAttributes: NOTHING,
  addEvent: NOTHING,
  addLink: NOTHING,
  fail: NOTHING,
  end: NOTHING,
};

/** Tells of the spans within requests: those of the application, of libraries, and of requests to other servers. */
export function observeSpans(outbox: Outbox, tasks: Tasks, service: string): void {
  const start: Recorder['start'] = function startAndTell({ name, kind, attributes }, { spanId, parentId }) {
    const watched = currentWatched();
    if (watched === undefined) return NO_RECORD;
    tasks.current();
    const request = watched.number;
    const startedAt = now();
    const stack = stackNow(startAndTell, kind === 'client' ? DEPTH_OF_CLIENTS : DEPTH);
    const first = copyOf(attributes);
    let all = first;
    const events: { at: number; name: string }[] = [];
    let failure: ReturnType<typeof headOf> | undefined;
    outbox.add(() => {
      const [place, ...callers] = userPlaces(stack);
      return {
        type: 'span',
        request,
        span: {
          spanId,
          parentId,
          service,
          name: redactedText(name),
          kind,
          startedAt,
          duration: undefined,
          attributes: shownAttributes(first),
          events: [],
          error: undefined,
          place,
          callers: callers.length === 0 ? undefined : callers,
        },
      };
    });
    return {
      setAttributes: (more) => void (all = { ...all, ...copyOf(more) }),
      addEvent: (event) => void events.push({ at: now(), name: event }),
      addLink: NOTHING,
      fail: (error) => void (failure = headOf(error)),
      end: () => {
        const at = now();
        outbox.add(() => ({
          type: 'spanEnd',
          request,
          spanId,
          at,
          attributes: shownAttributes(all),
          events: events.map(({ at: when, name: event }) => ({ at: when, name: redactedText(event) })),
          error: failure && firstLineOf(failure),
        }));
      },
    };
  };
  recorders.add({ start });
  recordChannels();
  recordAllClients();
}

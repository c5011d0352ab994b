import { subscribe } from 'node:diagnostics_channel';

import { attempt } from '../../../core/attempt.js';
import { patch } from '../../../core/patch.js';
import { Changes } from '../../../loggers/console/changes.js';
import { CurrentLevel } from '../../../loggers/console/current-level.js';
import { CTX_REQUEST_ID, CTX_SPAN_ID } from '../../../request/context-vars.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { loggedError } from '../shown/logged-error.js';
import { shownLine } from '../shown/shown-line.js';
import { stackNow, userPlace } from '../shown/user-place.js';
import { currentWatched } from '../watched-requests.js';
import type { Tasks } from './tasks.js';

/** Longer ones are cut. */
const MAX_LENGTH = 2 ** 16;

/**
 * Tells of the lines that requests write: to the outputs of the process, by whatever logger, and those of pino, which writes past them.
 * Call it at the first request, when `throughline/register` has changed the outputs: it has to come by first.
 */
export function observeLines(outbox: Outbox, tasks: Tasks): void {
  const level = new CurrentLevel();
  level.watch(console, new Changes(console));
  /** A line of pino that was told, and may go to an output now. */
  let told: string | undefined;
  for (const [name, otherwise] of [
    ['stdout', 'info'],
    ['stderr', 'error'],
  ] as const) {
    attempt(() =>
      patch(process[name] as { write: Function }, 'write', (write) => {
        return function writeAndTell(this: unknown, chunk: unknown, ...rest: unknown[]): unknown {
          if (chunk !== told) tell(chunk, level.value ?? otherwise, writeAndTell);
          return Reflect.apply(write, this, [chunk, ...rest]);
        };
      }),
    );
  }
  subscribe('tracing:pino_asJson:end', function tellOfPino(message) {
    const { result } = message as { readonly result?: unknown };
    tell(result, '', tellOfPino);
    told = typeof result === 'string' ? result : undefined;
  });

  function tell(chunk: unknown, given: string, below: Function): void {
    const watched = currentWatched();
    const text = watched === undefined ? undefined : textIn(chunk);
    if (watched === undefined || text === undefined) return;
    tasks.current();
    const id = CTX_REQUEST_ID.get();
    const spanId = CTX_SPAN_ID.get();
    const at = now();
    const stack = stackNow(below);
    const request = watched.number;
    let shown: ReturnType<typeof shownLine> | undefined;
    outbox.add(() => {
      shown = shownLine(text, given, id);
      return { type: 'line', request, line: { at, ...shown, spanId, place: userPlace(stack) } };
    });
    if (!text.includes('    at ')) return;
    outbox.add(() => {
      const error = shown && loggedError(shown, at);
      return error && { type: 'error', request, error };
    });
  }
}

function textIn(chunk: unknown): string | undefined {
  if (typeof chunk === 'string') return chunk === '' ? undefined : chunk.slice(0, MAX_LENGTH);
  if (!(chunk instanceof Uint8Array) || chunk.length === 0) return undefined;
  return Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.length, MAX_LENGTH)).toString('utf8');
}

import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';

import { attempt } from '../../../core/attempt.js';
import { patch } from '../../../core/patch.js';
import { Changes } from '../../../loggers/console/changes.js';
import { CurrentLevel } from '../../../loggers/console/current-level.js';
import { CTX_REQUEST_ID, CTX_SPAN_ID } from '../../../request/context-vars.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { loggedError } from '../shown/logged-error.js';
import { isShownAs, shownLine } from '../shown/shown-line.js';
import { stackNow, userPlace } from '../shown/user-place.js';
import { currentWatched } from '../watched-requests.js';
import type { Tasks } from './tasks.js';

type Write = (this: unknown, ...args: unknown[]) => unknown;

/** How many calls of loggers may stand between a write and the user's code. */
const DEPTH = 24;

/** Longer ones are cut. */
const MAX_LENGTH = 2 ** 16;

/** The outputs by their file descriptors, and the level of what is written there by nobody who knows one. */
const OUTPUTS = { 1: ['stdout', 'info'], 2: ['stderr', 'error'] } as const;

/**
 * Tells of the lines that requests write: to the outputs of the process, by whatever logger. pino writes past them: it publishes its lines
 * from 9.10 on, and before that it calls `fs.writeSync`. Call it at the first request, when `throughline/register` has changed the outputs: it
 * has to come by first.
 */
export function observeLines(outbox: Outbox, tasks: Tasks): void {
  const level = new CurrentLevel();
  level.watch(console, new Changes(console));
  /** What pino published, and writes now. */
  let published: string | undefined;
  for (const [name, otherwise] of Object.values(OUTPUTS)) {
    attempt(() =>
      patch(process[name] as { write: Write }, 'write', (write) => {
        return function writeAndTell(this: unknown, ...args) {
          tell(args[0], level.value ?? otherwise, writeAndTell);
          return Reflect.apply(write, this, args);
        };
      }),
    );
  }
  attempt(() =>
    patch(fs as unknown as { writeSync: Write }, 'writeSync', (writeSync) => {
      return function writeSyncAndTell(this: unknown, ...args) {
        if (args[0] === 1 || args[0] === 2) tell(args[1], OUTPUTS[args[0]][1], writeSyncAndTell);
        return Reflect.apply(writeSync, this, args);
      };
    }),
  );
  subscribe('tracing:pino_asJson:end', function tellOfPino(message) {
    const { result } = message as { readonly result?: unknown };
    published = undefined;
    tell(result, '', tellOfPino);
    published = typeof result === 'string' ? result : undefined;
    queueMicrotask(() => (published = undefined));
  });

  function tell(chunk: unknown, given: string, below: Function): void {
    const watched = currentWatched();
    const text = watched === undefined ? undefined : textIn(chunk);
    if (watched === undefined || text === undefined) return;
    const before = published;
    published = undefined;
    if (before !== undefined && isShownAs(text, before)) return;
    tasks.current();
    const id = CTX_REQUEST_ID.get();
    const spanId = CTX_SPAN_ID.get();
    const at = now();
    const stack = stackNow(below, DEPTH);
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

import { subscribe } from 'node:diagnostics_channel';

import { singletons } from '../../../core/storage.js';
import { Changes } from '../../../loggers/console/changes.js';
import { CurrentLevel } from '../../../loggers/console/current-level.js';
import { currentRequest } from '../../../doctor/observe/current-request.js';
import { flow, type Passed } from '../../../doctor/observe/foreign.js';
import { isListener } from '../../../doctor/observe/is-listener.js';
import { callsOf, type Stack } from '../../../doctor/source/stack.js';
import { CTX_REQUEST_ID, CTX_SPAN_ID } from '../../../request/context-vars.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { loggedError } from '../shown/logged-error.js';
import { isShownAs, shownLine } from '../shown/shown-line.js';
import { isOfPackage, stackNow, userPlace } from '../shown/user-place.js';
import { currentWatched, watchedOf } from '../watched-requests.js';
import { rememberLine } from './lost-lines.js';
import { Outputs } from './outputs.js';
import type { Tasks } from './tasks.js';

/** How many calls of loggers may stand between a write and the user's code. */
const DEPTH = 24;

/** Longer ones are cut. */
const MAX_LENGTH = 2 ** 16;

/**
 * Tells of the lines that are written, in requests and outside of them: to the outputs of the process, by whatever logger. pino writes past
 * them: it publishes its lines from 9.10 on, and before that it calls `fs.writeSync`. Returns what is to be called at each request: whoever
 * has changed the outputs since, such as `throughline/register` at the first one, is to come by later.
 */
export function observeLines(outbox: Outbox, tasks: Tasks): () => void {
  const level = new CurrentLevel();
  /** What pino published, and writes now. */
  let published: string | undefined;
  const isDoctorHere = singletons.get('doctor') !== undefined;
  const outputs = new Outputs((chunk, by, otherwise, below) => {
    if (by === 'writeSync') tell(chunk, otherwise, below, true);
    else tell(chunk, level.value ?? otherwise, below);
  });
  subscribe('tracing:pino_asJson:end', function tellOfPino(message) {
    const { result } = message as { readonly result?: unknown };
    published = undefined;
    tell(result, '', tellOfPino);
    published = typeof result === 'string' ? result : undefined;
    queueMicrotask(() => (published = undefined));
  });
  level.watch(console, new Changes(console));
  let isFirst = true;
  return () => {
    if (isFirst) level.watch(console, new Changes(console)); // the application may have methods of its own since
    isFirst = false;
    outputs.comeFirst();
  };

  function tell(chunk: unknown, given: string, below: Function, isWithoutOwn = false): void {
    const watched = currentWatched();
    if (watched === undefined && currentRequest() !== undefined) return; // it is skipped
    const text = textIn(chunk);
    if (text === undefined) return;
    const before = published;
    published = undefined;
    if (before !== undefined && isShownAs(text, before)) return;
    const at = now();
    const stack = stackNow(below, DEPTH);
    if (watched === undefined) return tellOutside(text, given, at, stack, isWithoutOwn);
    tasks.current();
    const id = CTX_REQUEST_ID.get();
    const spanId = CTX_SPAN_ID.get();
    const request = watched.number;
    let shown: ReturnType<typeof shownLine> | undefined;
    outbox.add(() => {
      shown = shownLine(text, given, id);
      return { type: 'line', request, line: { at, ...shown, spanId, place: userPlace(stack) } };
    }, text.length);
    if (!text.includes('    at ')) return;
    outbox.add(() => {
      const error = shown && loggedError(shown, at);
      return error && { type: 'error', request, error };
    });
  }

  /** `isWithoutOwn`: what this package writes itself, such as the report of the doctor, is not told. */
  function tellOutside(text: string, given: string, at: number, stack: Stack, isWithoutOwn: boolean): void {
    const passed = flow.getStore()?.foreign?.passed;
    const number = isDoctorHere && passed === undefined ? rememberLine(at) : 0;
    outbox.add(() => {
      if (isWithoutOwn && isOfPackage(stack)) return undefined;
      const line = { at, ...shownLine(text, given, '-'), spanId: '', place: userPlace(stack) };
      return { type: 'outside', number, requests: passed === undefined ? [] : ownersOf(passed, stack), line };
    }, text.length);
  }
}

/** The numbers of the requests that passed on what wrote a line in no context, as far as the doctor knows: of several listeners, those that it may be. */
function ownersOf(passed: readonly Passed[], stack: Stack): readonly number[] {
  const calls = callsOf(stack);
  const own = passed.filter(({ listener }) => listener === undefined || isListener(listener, calls));
  return [...new Set(own.flatMap(({ own: { scope } }) => watchedOf(scope)?.number ?? []))].slice(0, 4);
}

function textIn(chunk: unknown): string | undefined {
  if (typeof chunk === 'string') return chunk === '' ? undefined : chunk.slice(0, MAX_LENGTH);
  if (!(chunk instanceof Uint8Array) || chunk.length === 0) return undefined;
  return Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.length, MAX_LENGTH)).toString('utf8');
}

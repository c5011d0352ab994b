import { textOf } from '../source/place.js';
import { type Callback, placeAt } from './callback-of.js';
import { codeWith, type Edit } from './code-with.js';
import { importChange, importLine } from './import-change.js';
import type { Mend } from './finding.js';

const TEXT = 'keep the context of the request with bind';

/** A call that adds a listener, up to that. `once` forgets the listener by itself, and `bind` is enough. */
const LISTENS = /([\w$.]+)\.(?:on|addListener|prependListener)\(\s*[^(),;]+,\s*$/;

/** The callback with `bind` around it, if it is written where it is passed; else in words. */
export function bindMend(
  callback: Callback,
  passed: 'function' | 'listener' | undefined,
  isCalledByOthers = true,
): Mend {
  const source = textOf(callback.place);
  const { text, outer, place } = callback;
  const isNested = outer.length > 0;
  if (source === undefined || text === undefined) return inWords('callback');
  // Node itself calls back in the context in which it was given the callback: to bind that changes nothing.
  if (passed === undefined && (!isNested || !isCalledByOthers)) return leftMend();
  const { start, end } = text;
  if (!isNested || !text.isExpression) return inWords(nameOf(source.slice(start, end)));
  const before = source.slice(Math.max(0, start - 200), start);
  const listens = passed === 'listener' ? LISTENS.exec(before) : null;
  if (listens !== null)
    return emitterMend(callback, source, start - before.length + listens.index, listens[1] as string);
  const edits = [
    { offset: start, removed: 0, text: 'bind(' },
    { offset: end, removed: 0, text: ')' },
  ];
  return written(TEXT, 'bind', place.file, source, edits, { start, end });
}

/** A listener that may be removed again, by the function that was passed. */
function emitterMend(callback: Callback, source: string, start: number, emitter: string): Mend {
  const edits = [{ offset: start, removed: emitter.length, text: `bindEmitter(${emitter})` }];
  const text = 'keep the context of each listener with bindEmitter';
  return written(text, 'bindEmitter', callback.place.file, source, edits, { start, end: callback.text?.end ?? start });
}

function written(
  text: string,
  name: string,
  file: string,
  source: string,
  edits: readonly Edit[],
  around: { readonly start: number; readonly end: number },
): Mend {
  const changes = edits.map(({ offset, ...edit }) => ({ place: placeAt(file, source, offset), ...edit }));
  return {
    text,
    code: [importLine(name, source), '', ...codeWith(source, edits, around)],
    changes: [...importChange(name, file, source), ...changes],
  };
}

function inWords(name: string): Mend {
  return {
    text: `${TEXT} where you pass this function`,
    code: [importLine('bind', ''), '', `bind(${name})`],
    changes: [],
  };
}

/** For a function that no request made: it has no context to keep. */
function leftMend(): Mend {
  return {
    text: 'put a bound function that does all of the work into your queue. It is not enough to bind only the callback or the resolve. An example',
    code: [importLine('bind', ''), '', 'jobs.push(bind(() => handle(job))); // in place of jobs.push(job)'],
    changes: [],
  };
}

function nameOf(text: string): string {
  return /^(?:async\s+)?(?:function\b\s*\*?\s*)?([\w$]+)\s*\(/.exec(text)?.[1] ?? 'callback';
}

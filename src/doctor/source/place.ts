import { dirname } from 'node:path';

import { attempt } from '../../core/attempt.js';
import { pathOf } from './owner-of.js';
import { readText } from './read-text.js';
import { remembered } from './remembered.js';
import { type Mapped, pathIn, sourceMapOf } from './source-map-of.js';
import type { Call } from './stack.js';

/** A place in the source of somebody: where their editor shows it, before a compiler changed it. */
export interface Place {
  /** The path of the file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const MAX_FILES = 64;
const MAX_PLACES = 2000;

/** By the file that runs. */
const maps = new Map<string, Mapped | undefined>();
const texts = new Map<string, string | undefined>();
const places = new Map<string, Place>();

/** Where the code of a call was written: through the source map of its file, if it has one that is right, and leads to what is there. */
export function placeOf(call: Call): Place {
  const { file, line, column } = call;
  return remembered(places, MAX_PLACES, `${file}:${line}:${column}`, () => {
    const path = pathOf(file);
    return writtenAt(call, path) ?? { file: path, line, column };
  });
}

function writtenAt({ file, line, column }: Call, path: string): Place | undefined {
  const map = remembered(maps, MAX_FILES, file, () => sourceMapOf(file))?.map;
  const entry = attempt(() => map?.findEntry(line - 1, column - 1));
  if (entry === undefined || !('originalSource' in entry)) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  if (typeof originalSource !== 'string' || !(originalLine >= 0 && originalColumn >= 0)) return undefined;
  const place = {
    file: pathIn(dirname(path), originalSource),
    line: originalLine + 1,
    column: originalColumn + 1,
  };
  const text = textOf(place);
  return text !== undefined && isIn(text, place) ? place : undefined;
}

/** The source that a place is in; `undefined` where it cannot be read. */
export function textOf({ file }: Place): string | undefined {
  return remembered(texts, MAX_FILES, file, () => readText(file) ?? embedded(file));
}

/** What a source map holds of a file that is not there. */
function embedded(file: string): string | undefined {
  for (const mapped of maps.values()) {
    const text = mapped?.contents.get(file);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Where a place stands in a text; its end, where the text is shorter. */
export function offsetOf(text: string, { line, column }: Pick<Place, 'line' | 'column'>): number {
  const start = startOf(text, line);
  return start === -1 ? text.length : Math.min(start + column - 1, text.length);
}

function isIn(text: string, { line, column }: Place): boolean {
  const start = startOf(text, line);
  const end = start === -1 ? -1 : text.indexOf('\n', start);
  return start !== -1 && start + column - 1 <= (end === -1 ? text.length : end);
}

/** Where a line begins; -1 if there are fewer. */
function startOf(text: string, line: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return -1;
    start = end + 1;
  }
  return start;
}

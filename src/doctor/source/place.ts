import { readFileSync } from 'node:fs';
import { findSourceMap, SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

import { attempt } from '../../core/attempt.js';
import { pathOf } from './owner-of.js';
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

/** By the file that runs. */
const maps = new Map<string, SourceMap | undefined>();
const texts = new Map<string, string | undefined>();

/** Where the code of a call was written: through the source map of its file, if it has one. */
export function placeOf({ file, line, column }: Call): Place {
  const path = pathOf(file);
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalSource' in entry)) return { file: path, line, column };
  const source = resolve(dirname(path), pathOf(entry.originalSource));
  return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** The source that a place is in; `undefined` where it cannot be read. */
export function textOf({ file }: Place): string | undefined {
  return remembered(texts, file, () => attempt(() => readFileSync(file, 'utf8')) ?? embedded(file));
}

/** The map that the runtime knows, or one that the file names. */
function mapOf(file: string): SourceMap | undefined {
  return remembered(maps, file, () => attempt(() => findSourceMap(file)) ?? attempt(() => readMap(pathOf(file))));
}

function readMap(path: string): SourceMap | undefined {
  const url = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(readFileSync(path, 'utf8'))?.[1];
  if (url === undefined) return undefined;
  const inline = /^data:application\/json[^,]*;base64,(.*)$/s.exec(url)?.[1];
  const json =
    inline === undefined
      ? readFileSync(resolve(dirname(path), url), 'utf8')
      : Buffer.from(inline, 'base64').toString('utf8');
  return new SourceMap(JSON.parse(json) as never);
}

/** What a source map holds of a file that is not there. */
function embedded(file: string): string | undefined {
  for (const [running, map] of maps) {
    const { sources = [], sourcesContent = [] } = map?.payload ?? {};
    const at = sources.findIndex((source) => resolve(dirname(pathOf(running)), pathOf(source)) === file);
    if (at !== -1) return sourcesContent[at];
  }
  return undefined;
}

function remembered<T>(memory: Map<string, T>, key: string, read: () => T): T {
  if (!memory.has(key)) {
    if (memory.size >= MAX_FILES) memory.delete(memory.keys().next().value as string);
    memory.set(key, read());
  }
  return memory.get(key) as T;
}

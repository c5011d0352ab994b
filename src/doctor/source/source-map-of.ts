import { findSourceMap, SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

import { attempt } from '../../core/attempt.js';
import { pathOf } from './owner-of.js';
import { MAX_SIZE, readText } from './read-text.js';

/** What the source map of a file tells. */
export interface Mapped {
  readonly map: SourceMap;
  /** The texts that it holds, by the paths of their files. */
  readonly contents: ReadonlyMap<string, string>;
}

/** A source map, as it may be written; or one with sections, each of which has one. */
interface Payload {
  readonly version?: unknown;
  readonly sourceRoot?: unknown;
  readonly sources?: unknown;
  readonly sourcesContent?: unknown;
  readonly mappings?: unknown;
  readonly sections?: unknown;
}

/** The map that the runtime knows of a file, or one that the file names; `undefined` where there is none, or none that is right. */
export function sourceMapOf(file: string): Mapped | undefined {
  const path = pathOf(file);
  const known = attempt(() => findSourceMap(file));
  if (known !== undefined) return attempt(() => mappedBy(known, known.payload, dirname(path)));
  return attempt(() => {
    const { json, folder } = namedIn(path) ?? {};
    if (json === undefined || folder === undefined || json.length > MAX_SIZE) return undefined;
    const payload = located(JSON.parse(json.replace(/^\)\]\}'[^\n]*/, '')) as Payload, folder);
    return mappedBy(new SourceMap(payload as never), payload, folder);
  });
}

function mappedBy(map: SourceMap, payload: Payload, folder: string): Mapped | undefined {
  const parts = partsOf(payload);
  if (payload.version !== 3 || !parts.every((part) => isReadable(part))) return undefined;
  const contents = new Map<string, string>();
  for (const { sources, sourcesContent } of parts) {
    if (!Array.isArray(sources) || !Array.isArray(sourcesContent)) continue;
    sources.forEach((source, at) => {
      const text: unknown = sourcesContent[at];
      if (typeof source === 'string' && typeof text === 'string') contents.set(pathIn(folder, source), text);
    });
  }
  return { map, contents };
}

/** Node takes what is no sign of a mapping for one that leads to the first line. */
function isReadable({ mappings }: Payload): boolean {
  return typeof mappings === 'string' && /^[\w+/,;]*$/.test(mappings);
}

/** The path of a source that a map names. */
export function pathIn(folder: string, source: string): string {
  return resolve(folder, pathOf(source));
}

function partsOf({ sections, ...payload }: Payload): readonly Payload[] {
  return Array.isArray(sections) ? sections.map(({ map }: { readonly map: Payload }) => map) : [payload];
}

/** The text of the map that a file names in its last line, and the folder that this begins from. */
function namedIn(path: string): { readonly json: string | undefined; readonly folder: string } | undefined {
  const text = readText(path) ?? '';
  const named = /sourceMappingURL=(\S+)\s*$/y;
  named.lastIndex = text.lastIndexOf('sourceMappingURL=');
  if (named.lastIndex === -1 || !/\/\/[#@]\s$/.test(text.slice(Math.max(0, named.lastIndex - 4), named.lastIndex)))
    return undefined;
  const url = named.exec(text)?.[1];
  if (url === undefined) return undefined;
  if (!url.startsWith('data:')) {
    const file = resolve(
      dirname(path),
      url.startsWith('file:') ? pathOf(url) : (attempt(() => decodeURIComponent(url)) ?? url),
    );
    return { json: readText(file), folder: dirname(file) };
  }
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  const isBase64 = url.slice(0, comma).endsWith(';base64');
  const json = isBase64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
  return { json, folder: dirname(path) };
}

/** A map whose sources are whole paths. Throws where it is none. */
function located(payload: Payload, folder: string): Payload {
  const { sources, sections } = payload;
  if (Array.isArray(sections)) {
    const all = sections as readonly { readonly offset: unknown; readonly map: Payload }[];
    return { ...payload, sections: all.map(({ offset, map }) => ({ offset, map: located(map, folder) })) };
  }
  const root = typeof payload.sourceRoot === 'string' ? payload.sourceRoot.replace(/\/?$/, '/') : '';
  const start = root === '/' ? '' : root;
  const whole = (sources as readonly unknown[]).map((source) => {
    return typeof source === 'string' ? pathIn(folder, `${start}${source}`) : source;
  });
  return { ...payload, sourceRoot: '', sources: whole };
}

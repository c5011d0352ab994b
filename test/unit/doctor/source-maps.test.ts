// Where code was written, by a source map; where there is none that is right, where it runs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { type Place, placeOf, textOf } from '../../../src/doctor/source/place.js';

const RUNNING = 'first();\nsecond();\n';
const WRITTEN = '// written\n\nfirst();\nsecond();\n';

/** From the second line that runs to the fourth one that is written. */
const RIGHT = { version: 3, sources: ['app.ts'], names: [], mappings: ';AAGA' };
const inline = (map: unknown): string => `data:application/json;base64,${Buffer.from(text(map)).toString('base64')}`;
const text = (map: unknown): string => (typeof map === 'string' ? map : JSON.stringify(map));

/** Where the second line that runs was written: `app.ts:4:1`, from the folder that the files are in. */
function written(
  url: string,
  files: Readonly<Record<string, unknown>> = {},
): { place: string; source: string | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'maps-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'maps'));
  for (const [name, content] of Object.entries({ 'app.ts': WRITTEN, ...files })) {
    if (content !== undefined) writeFileSync(join(folder, name), text(content));
  }
  const file = join(folder, 'app.js');
  writeFileSync(file, `${RUNNING}//# sourceMappingURL=${url}\n`);
  const place = placeOf({ file, line: 2, column: 1, function: '', isAsync: false, branch: undefined });
  return { place: shown(place, folder), source: textOf(place) };
}

function shown({ file, line, column }: Place, folder: string): string {
  return `${file.replace(`${folder}/`, '')}:${line}:${column}`;
}

const AT_SOURCE = { place: 'app.ts:4:1', source: WRITTEN };

it.each<[what: string, url: string, files?: Readonly<Record<string, unknown>>]>([
  ['a file', 'app.js.map', { 'app.js.map': RIGHT }],
  ['a file with spaces', 'app%20one.map', { 'app one.map': RIGHT }],
  ['a file elsewhere', 'maps/app.map', { 'maps/app.map': { ...RIGHT, sources: ['../app.ts'] } }],
  ['a root of sources', 'app.js.map', { 'app.js.map': { ...RIGHT, sourceRoot: 'maps/..' } }],
  ['a prefix against inclusion', 'app.js.map', { 'app.js.map': `)]}'\n${JSON.stringify(RIGHT)}` }],
  ['a data URL', inline(RIGHT)],
  ['a data URL with a charset', inline(RIGHT).replace('json', 'json;charset=utf-8')],
  ['a data URL without base64', `data:application/json,${encodeURIComponent(JSON.stringify(RIGHT))}`],
  ['sections', inline({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: RIGHT }] })],
])('reads %s', (_, url, files) => {
  expect(written(url, files)).toEqual(AT_SOURCE);
});

it('reads the source that a map holds where its file is gone', () => {
  const { place, source } = written(inline({ ...RIGHT, sourcesContent: [WRITTEN] }), { 'app.ts': undefined });
  expect({ place, source }).toEqual(AT_SOURCE);
  const map = {
    version: 3,
    sections: [{ offset: { line: 0, column: 0 }, map: { ...RIGHT, sourcesContent: [WRITTEN] } }],
  };
  expect(written(inline(map), { 'app.ts': undefined })).toEqual(AT_SOURCE);
});

const HUGE = 'A'.repeat(200_000);

it.each<[what: string, url: string, files?: Readonly<Record<string, unknown>>]>([
  ['a file that is not there', 'gone.map'],
  ['a folder', 'maps'],
  ['a URL of the web', 'https://localhost:1/app.js.map'],
  ['a URL that cannot be decoded', '%E0%A4%A'],
  ['what never ends', '/dev/zero'],
  ['nothing', 'data:'],
  ['text', 'app.js.map', { 'app.js.map': 'no JSON' }],
  ['a list', inline([])],
  ['null', inline('null')],
  ['a number', inline('1')],
  ['half of it', inline(JSON.stringify(RIGHT).slice(0, -8))],
  ['another version', inline({ ...RIGHT, version: 2 })],
  ['no version', inline({ ...RIGHT, version: undefined })],
  ['no sources', inline({ ...RIGHT, sources: undefined })],
  ['sources that are no list', inline({ ...RIGHT, sources: { length: 1e9 } })],
  ['a source that is not there', inline({ ...RIGHT, sources: ['gone.ts'] })],
  ['a source that is null', inline({ ...RIGHT, sources: [null] })],
  ['a source that is a number', inline({ ...RIGHT, sources: [1] })],
  ['no mappings', inline({ ...RIGHT, mappings: undefined })],
  ['mappings that are a number', inline({ ...RIGHT, mappings: 1 })],
  ['mappings that are no base64', inline({ ...RIGHT, mappings: ';AA\u{1f600}!' })],
  ['mappings that are empty', inline({ ...RIGHT, mappings: '' })],
  ['a source that is out of range', inline({ ...RIGHT, mappings: ';ACGA' })],
  ['a line that is out of range', inline({ ...RIGHT, mappings: ';AA+/////B' })],
  ['a line behind the last one', inline({ ...RIGHT, mappings: ';AAUA' })],
  ['a negative line', inline({ ...RIGHT, mappings: ';AADA' })],
  ['a column that is out of range', inline({ ...RIGHT, mappings: ';AAG+B' })],
  ['sections without maps', inline({ version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'a.map' }] })],
  ['sections that are null', inline({ version: 3, sections: [null] })],
  ['sections in sections that are wrong', inline({ version: 3, sections: [{ map: { sections: [{}] } }] })],
  ['a huge name', inline({ ...RIGHT, mappings: undefined, names: [HUGE] })],
  ['a name that is too long for a file', HUGE],
])('stays where the code runs with %s', (_, url, files) => {
  const { place } = written(url, files);
  expect(place).toBe('app.js:2:1');
});

it('reads a map of ten megabytes in seconds, and leaves out one that is longer than anybody writes', () => {
  const long = { ...RIGHT, sources: ['app.ts'], sourcesContent: ['// long\n'.repeat(1_200_000)] };
  const start = performance.now();
  expect(written(inline({ ...long, sourcesContent: [WRITTEN + long.sourcesContent.join('')] })).place).toBe(
    'app.ts:4:1',
  );
  expect(performance.now() - start).toBeLessThan(5000);
  expect(written(inline({ ...RIGHT, sourcesContent: [' '.repeat(13_000_000)] })).place).toBe('app.js:2:1');
});

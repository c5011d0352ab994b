// What goes on after a request, or stays after it, each in a small application: a note names the right line, and nothing fails.
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { folderWith, runWithDoctor, startWithDoctor, stderrWithDoctor } from './run-with-doctor.js';

interface Noted {
  /** The file in `notes`, without its ending. */
  readonly name: string;
  readonly code: string;
  /** What stands in the line that the doctor is to name. */
  readonly line: string;
  readonly grade: string;
  /** Of how many requests of twenty it is noted: of promises, only some are looked at. */
  readonly count?: number;
  /** What stands in the line that began it. */
  readonly start?: string;
}

const NOTED: readonly Noted[] = [
  { name: 'late', code: 'TL_DOC_LATE', line: 'is audited', grade: 'likely', count: 20, start: 'nobody waits' },
  { name: 'late-deep', code: 'TL_DOC_LATE', line: 'is audited', grade: 'likely', count: 20, start: 'void follow' },
  { name: 'late-timer', code: 'TL_DOC_LATE', line: "'closed'", grade: 'sure', count: 20, start: 'setTimeout' },
  { name: 'late-loop', code: 'TL_DOC_LATE', line: 'is worked off', grade: 'guess', count: 1 },
  { name: 'late-get', code: 'TL_DOC_LATE', line: 'get({', grade: 'likely', count: 20, start: 'notify(' },
  { name: 'late-fetch', code: 'TL_DOC_LATE', line: 'await fetch', grade: 'likely', count: 20, start: 'notify(' },
  { name: 'interval', code: 'TL_DOC_LEAKED', line: 'const beat', grade: 'sure', count: 19 },
  { name: 'listener', code: 'TL_DOC_LEAKED', line: "'cancelled'", grade: 'sure', count: 20 },
  { name: 'promise', code: 'TL_DOC_LEAKED', line: 'new Promise((resolve)', grade: 'sure' },
];

describe.each(findNodes())('on $name', ({ path: node }) => {
  it.each(['TL_DOC_LATE', 'TL_DOC_LEAKED'])('each %s is named', async (kind) => {
    const folder = folderWith();
    const noted = NOTED.filter((each) => each.code === kind);
    const source = `await Promise.all([${noted.map(({ name }) => `import('./${name}.js')`).join()}]);`;
    const {
      code: end,
      findings,
      notes,
    } = await runWithDoctor(folder, ['--input-type=module', '-e', source], node, 'json,strict');
    expect([end, findings]).toEqual([0, []]);
    expect(notes.map((note) => note.severity)).not.toContain('fault');
    for (const { name, code, line, grade, count, start } of noted) {
      const file = `${folder}/${name}.js`;
      const [note, ...others] = notes.filter((each) => each.code === code && each.place.file === file);
      expect([name, note?.grade, others]).toEqual([name, grade, []]);
      const lines = readFileSync(file, 'utf8').split('\n');
      expect(lines[(note?.place.line ?? 0) - 1]).toContain(line);
      if (start !== undefined) expect(lines[(note?.origin?.place?.line ?? 0) - 1]).toContain(start);
      if (count === undefined) expect(note?.count).toBeLessThanOrEqual(20);
      else expect(note?.count).toBe(count);
    }
  });
});

it('are a guess of what one request alone leaves behind, as it may be for all: events.once makes two promises', async () => {
  const { notes } = await runWithDoctor(folderWith(), 'promise-once.js');
  expect(notes.map(({ code, grade, count, place }) => [code, grade, count, place.line])).toEqual([
    ['TL_DOC_LEAKED', 'guess', 1, 10],
  ]);
});

const TEXT = `throughline doctor: 1 finding and 1 note

TL_DOC_LOST Code of GET /one runs in no context
   --> queue.js:14:16 (sure, seen 2 times)
`;

it('stand at the end of a report, in a section of their own', async () => {
  const source = "await import('./late.js'); await import('./queue.js');";
  const folder = folderWith();
  const { stderr } = await stderrWithDoctor(folder, ['--input-type=module', '-e', source], 'text');
  expect(stderr.slice(0, TEXT.length)).toBe(TEXT);
  const [, notes = ''] = stderr.split('\nNotes, which are not faults\n\n');
  expect(notes.replaceAll(/\d+ ms|[0-9a-f]{32}|(?<=GET )\/\d+/g, 'N')).toBe(`TL_DOC_LATE GET N goes on after its end
   --> late.js:11:3 (likely, seen 20 times)
   |
 9 | async function audit(path) {
10 |   await sleep(50);
11 |   log(\`\${path} is audited\`);
   |   ^ here GET N reads a variable, N after its end
12 | }
   |
   = began with: a call that nothing waits for, made in GET N, at late.js:15:8
   = its request: GET N, id N
   = help: leave it if you want it so: the id is right. Or wait for it before you answer. Or run it as a job, which has a new id. An example

     import { runJob } from 'throughline/jobs';

     runJob({ name: 'audit' }, () => audit(order));

To learn more: npx throughline explain TL_DOC_LATE
To learn more: npx throughline explain TL_DOC_LOST
`);
});

it('are narrated', async () => {
  const { stderr } = await stderrWithDoctor(folderWith(), 'listener.js', 'narrated');
  expect(stderr.replaceAll(/\d\.\d s|[0-9a-f]{32}/g, 'N')).toBe(`Throughline doctor: 1 note.

Notes, which are not faults.

Note 1 of 1: TL_DOC_LEAKED, sure, seen 20 times.
A listener of GET /0 is still there long after its end.
Place: listener.js:14:10, here GET /0 adds a listener, which is still there N after its end.
The line: orders.on('cancelled', () => request.url);
Its request: GET /0, id N.
Help: leave it if you want it so. Or remove it when the request ends. An example:
response.once('close', () => emitter.off(event, listener));

To learn more: npx throughline explain TL_DOC_LEAKED
`);
});

it('fail no test', async () => {
  const source = `
    import { failOnFindings, findings } from 'throughline/doctor';
    await import('./late.js');
    failOnFindings();
    console.log(findings().map(({ code }) => code).join());`;
  const { code, stdout } = await startWithDoctor(folderWith(), ['--input-type=module', '-e', source], 'strict').ended;
  expect([code, stdout.trim().split('\n').at(-1)]).toEqual([0, 'TL_DOC_LATE']);
});

// What the doctor writes of one small application, to the letter.
import { appendFileSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { COLOURS, terminalReport } from '../../../src/doctor/report/terminal.js';
import { folderWith, runWithDoctor, stderrWithDoctor } from './run-with-doctor.js';

const TEXT = `throughline doctor: 1 finding

TL_DOC_LOST Code of GET /one runs in no context
   --> queue.js:14:16 (sure, seen 2 times)
   |
12 |   traced((request, response) => {
13 |     jobs.push(() => {
14 |       response.end(\`\${CTX_REQUEST_ID.get() || 'no id'}\\n\`);
   |                ^ here the response to GET /one is sent
15 |     });
   |
   = called by: your own code, at queue.js:8:17
   = began with: a timer, made outside of any request, at queue.js:7:16
   = its request: GET /one, id one
   = runs in: no context, without an id
   = help: keep the context of the request with bind

     import { bind } from 'throughline';

     jobs.push(bind(() => {
       response.end(\`\${CTX_REQUEST_ID.get() || 'no id'}\\n\`);
     }));

To learn more: npx throughline explain TL_DOC_LOST
`;

const NARRATED = `Throughline doctor: 1 finding.

Finding 1 of 1: TL_DOC_LOST, sure, seen 2 times.
Code of GET /one runs in no context.
Place: queue.js:14:16, here the response to GET /one is sent.
The line: response.end(\`\${CTX_REQUEST_ID.get() || 'no id'}\\n\`);
Called by: your own code, at queue.js:8:17.
Began with: a timer, made outside of any request, at queue.js:7:16.
Its request: GET /one, id one.
Runs in: no context, without an id.
Help: keep the context of the request with bind:
import { bind } from 'throughline';

jobs.push(bind(() => {
  response.end(\`\${CTX_REQUEST_ID.get() || 'no id'}\\n\`);
}));

To learn more: npx throughline explain TL_DOC_LOST
`;

it.each([
  ['', TEXT],
  ['text', TEXT],
  ['narrated', NARRATED],
])('THROUGHLINE_DOCTOR=%s', async (words, report) => {
  expect(await stderrWithDoctor(folderWith(), 'queue.js', words)).toEqual({ code: 0, stderr: report });
});

const inline = (map: object): string =>
  `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;

it.each([
  ['gone.map'],
  ['data:application/json,{'],
  [inline({})],
  [inline({ version: 3, sources: [null], names: [], mappings: 'AAAA' })],
  [inline({ version: 3, sources: ['queue.ts'], names: [], mappings: 'ACAA,AADA' })],
  [inline({ version: 3, sections: [{ offset: { line: 0, column: 0 } }] })],
])('names the line that runs where its source map is wrong: %s', async (url) => {
  const folder = folderWith();
  appendFileSync(`${folder}/queue.js`, `//# sourceMappingURL=${url}\n`);
  for (const flags of [[], ['--enable-source-maps']]) {
    expect(await stderrWithDoctor(folder, [...flags, 'queue.js'], '')).toEqual({ code: 0, stderr: TEXT });
  }
});

it('THROUGHLINE_DOCTOR=json', async () => {
  const folder = folderWith();
  const file = `${folder}/queue.js`;
  const at = (line: number, column: number) => ({ file, line, column });
  const { findings } = await runWithDoctor(folder, 'queue.js');
  expect(findings).toEqual([
    {
      code: 'TL_DOC_LOST',
      severity: 'fault',
      grade: 'sure',
      message: 'Code of GET /one runs in no context',
      place: at(14, 16),
      callback: `${file}@${readFileSync(file, 'utf8').indexOf('() => {\n      response.end')}`,
      label: 'here the response to GET /one is sent',
      calledBy: 'node:timers',
      calledAt: at(8, 17),
      origin: { what: 'a timer', place: at(7, 16) },
      own: { kind: 'request', id: 'one', name: '', method: 'GET', path: '/one' },
      mend: {
        text: 'keep the context of the request with bind',
        code: [
          "import { bind } from 'throughline';",
          '',
          'jobs.push(bind(() => {',
          "  response.end(`${CTX_REQUEST_ID.get() || 'no id'}\\n`);",
          '}));',
        ],
        changes: [
          { place: at(1, 1), removed: 0, text: "import { bind } from 'throughline';\n" },
          { place: at(13, 15), removed: 0, text: 'bind(' },
          { place: at(15, 6), removed: 0, text: ')' },
        ],
      },
      count: 2,
    },
  ]);
});

it('an application without a finding: nothing, or a list that is empty', async () => {
  const folder = folderWith();
  const [args, env] = [['--input-type=module', '-e', "await import('throughline')"], ''] as const;
  expect(await stderrWithDoctor(folder, args, env)).toEqual({ code: 0, stderr: '' });
  expect(await stderrWithDoctor(folder, args, 'json,strict')).toEqual({ code: 0, stderr: '{\n  "findings": []\n}\n' });
});

it('in colours, on a terminal', async () => {
  const folder = folderWith();
  const { findings } = await runWithDoctor(folder, 'queue.js');
  const report = terminalReport(findings, folder, COLOURS);
  expect(report.replaceAll(/\u001b\[\d+m/g, '')).toBe(TEXT);
  expect(report.split('\n').slice(0, 8)).toEqual([
    '\u001b[1mthroughline doctor: 1 finding\u001b[22m',
    '',
    '\u001b[31mTL_DOC_LOST\u001b[39m \u001b[1mCode of GET /one runs in no context\u001b[22m',
    '   \u001b[2m-->\u001b[22m queue.js:14:16 \u001b[2m(sure, seen 2 times)\u001b[22m',
    '\u001b[2m   |\u001b[22m',
    '\u001b[2m12 |\u001b[22m   traced((request, response) => {',
    '\u001b[2m13 |\u001b[22m     jobs.push(() => {',
    "\u001b[2m14 |\u001b[22m       response.end(`${CTX_REQUEST_ID.get() || 'no id'}\\n`);",
  ]);
});

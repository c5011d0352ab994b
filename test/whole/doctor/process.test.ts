// How the doctor lives in a process: when it reports, and when the process fails.
import { expect, it } from 'vitest';

import { root, runCommand } from '../../support/run-node.js';
import { folderWith, startWithDoctor } from './run-with-doctor.js';

const COMMAND = `${root}/bin/throughline.js`;
const REPORT = /^throughline doctor: 1 finding$/m;

it('fails a process with a finding where it is strict, and reports', async () => {
  const { code, stderr } = await startWithDoctor(folderWith(), ['queue.js'], 'strict').ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(REPORT);
});

it('keeps the exit code of a process that fails by itself', async () => {
  const source = "process.exitCode = 3; await import('./queue.js');";
  const run = startWithDoctor(folderWith(), ['--input-type=module', '-e', source], 'strict');
  expect((await run.ended).code).toBe(3);
});

it('reports on SIGUSR2, and the process goes on', async () => {
  const { child, find, ended } = startWithDoctor(folderWith(), ['queue.js', '--stay'], '');
  await find(/no id/);
  await find(/no id/);
  for (let round = 0; round < 2; round++) {
    child.kill('SIGUSR2');
    await find(REPORT);
  }
  child.kill('SIGKILL');
  expect((await ended).signal).toBe('SIGKILL');
});

it.each(['SIGINT', 'SIGTERM'] as const)('reports as %s ends the process', async (signal) => {
  const { child, find, ended } = startWithDoctor(folderWith(), ['queue.js', '--stay'], '');
  await find(/no id/);
  child.kill(signal);
  const end = await ended;
  expect(end.signal).toBe(signal);
  expect(end.stderr).toMatch(REPORT);
});

it('leaves a signal to an application that listens to it', async () => {
  const source = "process.on('SIGTERM', () => process.exit(4)); await import('./queue.js');";
  const run = startWithDoctor(folderWith(), ['--input-type=module', '-e', source, '--', '--stay'], '');
  await run.find(/no id/);
  run.child.kill('SIGTERM');
  const { code, stderr } = await run.ended;
  expect(code).toBe(4);
  expect(stderr.match(/throughline doctor:/g)).toHaveLength(1);
});

it('is not seen by a listener that ends the process once it is the only one, as that of signal-exit', async () => {
  const source = `process.on('SIGTERM', function own() {
    if (process.listeners('SIGTERM').length > 1) return;
    process.off('SIGTERM', own);
    process.kill(process.pid, 'SIGTERM');
  });
  await import('./queue.js');`;
  const run = startWithDoctor(folderWith(), ['--input-type=module', '-e', source, '--', '--stay'], '');
  await run.find(/no id/);
  run.child.kill('SIGTERM');
  const { signal, stderr } = await run.ended;
  expect(signal).toBe('SIGTERM');
  expect(stderr.match(/throughline doctor:/g)).toHaveLength(1);
});

it('leaves signals to the application where somebody takes the findings', async () => {
  const source = `import { onFinding } from 'throughline/doctor';
  onFinding(() => {});
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log('listeners', process.listenerCount('SIGTERM'), process.listenerCount('SIGINT'), process.listenerCount('SIGUSR2'));`;
  const { stdout } = await startWithDoctor(folderWith(), ['--input-type=module', '-e', source], '').ended;
  expect(stdout).toBe('listeners 0 0 0\n');
});

it.each(['SIGINT', 'SIGTERM'])('loses no %s that came before somebody took the findings', async (signal) => {
  const source = `import { onFinding } from 'throughline/doctor';
  process.kill(process.pid, '${signal}'); // the doctor listens, so it is told in the next turn of the event loop
  onFinding(() => {});
  setTimeout(() => process.exit(3), 5000);`;
  const end = await startWithDoctor(folderWith(), ['--input-type=module', '-e', source], '').ended;
  expect(end.signal).toBe(signal);
});

it('harms nobody who has frozen what it uses, or an emitter of whom it cannot ask', async () => {
  const source = `import { EventEmitter } from 'node:events';
  Object.freeze(Error);
  class Bus extends EventEmitter { eventNames() { throw new Error('mine'); } }
  globalThis.bus = new Bus();
  process.on('exit', () => console.log('ended well'));
  await import('./queue.js');`;
  const { code, stdout, stderr } = await startWithDoctor(folderWith(), ['--input-type=module', '-e', source], '').ended;
  expect([code, stdout.includes('ended well')]).toEqual([0, true]);
  expect(stderr).not.toContain('TypeError');
});

it('refuses a word that it does not know', async () => {
  const { code, stderr } = await startWithDoctor(folderWith(), ['queue.js'], 'loud').ended;
  expect(code).toBe(1);
  expect(stderr).toContain(
    'The option "THROUGHLINE_DOCTOR" must be a list of these words: strict, text, narrated, json.',
  );
});

it('throughline doctor runs a program with it', async () => {
  const run = runCommand(
    process.execPath,
    [COMMAND, 'doctor', 'queue.js'],
    { THROUGHLINE_DOCTOR: 'strict' },
    folderWith(),
  );
  const { code, stderr } = await run.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(REPORT);
});

it('throughline doctor asks for a program', async () => {
  const { code, stderr } = await runCommand(process.execPath, [COMMAND, 'doctor']).ended;
  expect([code, stderr]).toEqual([
    1,
    'throughline doctor: name the program to run, such as: throughline doctor app.js\n',
  ]);
});

it('throughline explain explains a code', async () => {
  const { code, stdout } = await runCommand(process.execPath, [COMMAND, 'explain', 'TL_DOC_MIXED']).ended;
  expect([code, stdout]).toEqual([
    0,
    `TL_DOC_MIXED: Code of one request runs in the context of another

A line that this code logs has the id of another request.

A context follows everything that the code of a request starts: awaits, timers, callbacks of Node. It does not follow work that one
request puts on a list and another one takes off: in a pool that calls back, a queue, a limit, or an emitter that requests share.
There, a callback runs in the context of the code that calls it.

Bind the callback where you pass it:

    pool.query(text, bind(callback))

Or mend the library for all its callbacks: throughline/register does it for the libraries that it knows, and so does mend of
throughline/mend.

In a queue of your own, put a bound function that does all of the work:

    jobs.push(bind(() => handle(job)))

It is not enough to bind only a callback or a resolve of the entry. Then the code that awaits the promise is right, but lines of
the worker itself are not.
`,
  ]);
});

it.each([
  [[], 'name a code that the doctor gives, such as: TL_DOC_MIXED'],
  [['TL_DOC_NONE'], 'there is no code TL_DOC_NONE. Did you mean TL_DOC_LOST?'],
])('throughline explain %j asks for a code', async (args, expected) => {
  const { code, stderr } = await runCommand(process.execPath, [COMMAND, 'explain', ...args]).ended;
  expect([code, stderr]).toEqual([1, `throughline explain: ${expected}\n`]);
});

it('gives findings to a callback, which are not reported then, and throws in a test', async () => {
  const source = `
    import { failOnFindings, findings, onFinding } from 'throughline/doctor';
    const told = [];
    if (process.argv.includes('listen')) onFinding((finding) => told.push(finding.code));
    await import('./queue.js');
    process.on('beforeExit', () => {
      console.log('told', told.join());
      for (let round = 0; round < 2; round++) {
        try {
          failOnFindings();
          console.log('nothing new');
        } catch ({ code, message }) {
          console.log(code, message.includes('queue.js:14:16'));
        }
      }
      console.log('all', findings().map(({ code, count }) => code + count).join());
    });`;
  const run = async (...args: string[]) => {
    const { stdout, stderr } = await startWithDoctor(
      folderWith(),
      ['--input-type=module', '-e', source, '--', ...args],
      '',
    ).ended;
    return [...stdout.split('\n').filter((line) => line !== 'no id' && line !== ''), stderr];
  };
  expect(await run('listen')).toEqual(['told TL_DOC_LOST', 'nothing new', 'nothing new', 'all TL_DOC_LOST2', '']);
  expect(await run()).toEqual(['told ', 'TL_ERR_FINDINGS true', 'nothing new', 'all TL_DOC_LOST2', '']);
});

it('lets a resource begin again, such as a timer that was over', async () => {
  const source = `
    let rounds = 0;
    const timer = setTimeout(() => {
      setImmediate(() => (++rounds < 3 ? timer.refresh() : console.log('over')));
    }, 1);`;
  const { code, stdout } = await startWithDoctor(folderWith(), ['--input-type=module', '-e', source], '').ended;
  expect([code, stdout]).toEqual([0, 'over\n']);
});

const SERVER = `import { createServer } from 'node:http';
import { traced } from 'throughline/node-http';
const listener = (_, response) => setTimeout(() => response.end(), 20);
const server = createServer(process.argv.includes('--bare') ? listener : traced(listener));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const ask = () => fetch('http://127.0.0.1:' + server.address().port).then((response) => response.text());
await (process.argv.includes('--one') ? ask() : Promise.all([ask(), ask(), ask()]));
server.close();
server.closeAllConnections();`;

it.each([
  ['', 'nothing found in 3 requests, at most 3 of them at once'],
  ['--one', 'nothing found in 1 request, one after the other: send several at once'],
  [
    '--bare',
    'none of 3 requests was traced. Use an adapter, or add register: throughline doctor -r throughline/register app.js',
  ],
])('says of what it holds that nothing was found: %s', async (option, words) => {
  const args = ['--input-type=module', '-e', SERVER, '--', ...(option === '' ? [] : [option])];
  const { code, stderr } = await startWithDoctor(folderWith(), args, '').ended;
  expect([code, stderr]).toEqual([0, `throughline doctor: ${words}\n`]);
});

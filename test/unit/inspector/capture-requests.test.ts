import { expect, it, vi } from 'vitest';

import { collectGarbage } from '../../../src/doctor/observe/collect-garbage.js';
import { ContextVar, startSpan, withSpan } from '../../../src/index.js';
import { captureRequests } from '../../../src/inspector/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { until } from '../../support/until.js';

const CTX_USER = new ContextVar('user', { default: '' });

const job = (name: string): Promise<void> =>
  runJob({ name }, async () => {
    CTX_USER.set('ann');
    await withSpan('charge', async () => process.stdout.write('charged\n'));
  });

it('has all of a job: its lines, spans, tasks and variables, with their places', async () => {
  using capture = captureRequests();
  await job('nightly');
  const here = expect.objectContaining({ file: import.meta.filename }) as unknown;
  expect(capture.requests).toMatchObject([
    {
      kind: 'job',
      name: 'nightly',
      state: 'ended',
      spans: [{ name: 'nightly' }, { name: 'charge', place: here }],
      lines: [{ text: 'charged' }],
      variables: [{ variable: 'user', what: 'set', value: '"ann"', place: here }],
    },
  ]);
});

it('has the error that ended a job', async () => {
  using capture = captureRequests();
  const failing = async (): Promise<void> => {
    throw new TypeError('no stock');
  };
  await runJob({ name: 'failing' }, failing).catch(() => {});
  expect(capture.requests).toMatchObject([{ error: 'TypeError: no stock', errors: [{ message: 'no stock' }] }]);
});

it('shows one that runs, and then its end', async () => {
  using capture = captureRequests();
  let end = (): void => {};
  const over = runJob({ name: 'slow' }, () => new Promise<void>((resolve) => (end = resolve)));
  expect(capture.requests).toMatchObject([{ state: 'running', duration: undefined }]);
  end();
  await over;
  expect(capture.requests).toMatchObject([{ state: 'ended' }]);
});

it('has what came while it was open, in that order, beside others', async () => {
  const names = ({ requests }: ReturnType<typeof captureRequests>): string[] => requests.map(({ name }) => name);
  const outer = captureRequests();
  await job('one');
  const inner = captureRequests();
  await job('two');
  inner[Symbol.dispose]();
  await job('three');
  outer[Symbol.dispose]();
  await job('four');
  expect([names(outer), names(inner)]).toEqual([['one', 'two', 'three'], ['two']]);
  using later = captureRequests();
  await job('five');
  later.clear();
  await job('six');
  expect(names(later)).toEqual(['six']);
});

it('has lines where a test replaces an output, which stays what it is', async () => {
  using capture = captureRequests();
  const texts = ({ requests }: ReturnType<typeof captureRequests>): string[] =>
    requests.flatMap(({ lines }) => lines.map(({ text }) => text));
  const before = process.stdout.write;
  for (let count = 0; count < 3; count++) {
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    await job('mocked');
    expect(write.mock.calls).toEqual([['charged\n']]);
    expect(process.stdout.write).toHaveBeenCalledOnce();
    expect(vi.isMockFunction(process.stdout.write)).toBe(true);
    write.mockRestore();
    expect(process.stdout.write).toBe(before);
    await job('restored');
    expect(process.stdout.write).toBe(before); // nothing is put on top of it each time
  }
  expect(texts(capture)).toEqual(Array.from({ length: 6 }, () => 'charged'));
});

it('keeps all that it has room for, however late it is asked, and counts what it has none for', async () => {
  using capture = captureRequests();
  const many = async (): Promise<void> => {
    for (let at = 0; at < 1000; at++) CTX_USER.set(`${at}`);
  };
  for (let at = 0; at < 21; at++) await runJob({ name: 'many' }, many);
  expect(capture.requests.map(({ variables }) => variables.length)).toEqual(Array.from({ length: 21 }, () => 1000));
  expect(capture.dropped).toBe(0);
  capture.clear();
  const attributes = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`a${at}`, 'x'.repeat(2000)]));
  const large = async (): Promise<void> => {
    for (let at = 0; at < 100; at++) startSpan('large', attributes).end();
  };
  for (let at = 0; at < 20; at++) await runJob({ name: 'large' }, large);
  const { length } = capture.requests;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(20);
  expect(capture.dropped).toBe(20 - length);
}, 120_000);

it('lets go of what a request had, while nobody asks', async () => {
  using _ = captureRequests();
  const made = makeError();
  await until(() => {
    collectGarbage();
    return made.deref() === undefined;
  }, 5);
});

function makeError(): WeakRef<Error> {
  const error = new Error('gone');
  void runJob({ name: 'failing' }, async () => Promise.reject(error)).catch(() => {});
  return new WeakRef(error);
}

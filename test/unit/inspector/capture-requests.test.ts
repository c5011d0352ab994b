import { expect, it } from 'vitest';

import { ContextVar, withSpan } from '../../../src/index.js';
import { captureRequests } from '../../../src/inspector/index.js';
import { runJob } from '../../../src/jobs/index.js';

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

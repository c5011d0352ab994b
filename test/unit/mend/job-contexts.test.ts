import { expect, it } from 'vitest';

import { ContextVar, createTask } from '../../../src/index.js';
import { JobContexts } from '../../../src/mend/job-contexts.js';
import { runIn } from '../../../src/mend/captured-context.js';

const CTX_NAME = new ContextVar('name', { default: 'none' });

const takenFrom = (jobs: JobContexts, job: unknown): string => runIn(jobs.take(job), () => CTX_NAME.get());

it('gives equal jobs their contexts in the order in which a queue hands them out', () => {
  const jobs = new JobContexts();
  const add = (name: string, how?: Parameters<JobContexts['add']>[1]): void =>
    CTX_NAME.run(name, () => jobs.add(1, how));
  add('late', { priority: 2 });
  add('early');
  add('early, too');
  add('first of all', { isFirst: true });
  expect(['first of all', 'early', 'early, too', 'late'].map(() => takenFrom(jobs, 1))).toEqual([
    'first of all',
    'early',
    'early, too',
    'late',
  ]);
  expect(takenFrom(jobs, 1)).toBe('none');
});

it('runs what was added outside any task outside of the one that takes it, and forgets what was thrown away', async () => {
  const jobs = new JobContexts();
  jobs.add('of nobody');
  CTX_NAME.run('somebody', () => jobs.add('thrown away'));
  await createTask(() => {
    CTX_NAME.set('another');
    expect(takenFrom(jobs, 'of nobody')).toBe('none');
    jobs.clear();
    expect(takenFrom(jobs, 'thrown away')).toBe('none');
  });
});

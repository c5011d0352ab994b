import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { accessLog } from '../../../src/access-log/index.js';
import { ContextVar, logContext } from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { collectGarbage } from '../../whole/matrix/collect-garbage.js';

const PAYLOAD = new ContextVar<object>('payload');

it('a worker that lives on keeps no context, headers or span of a job that is over', async () => {
  const kept: WeakRef<object>[] = [];
  const queue = new EventEmitter();
  const log = accessLog(() => logContext());
  queue.on('message', async (headers: object) => {
    await runJob({ name: 'orders', from: headers as Record<string, string>, ...log }, async (span) => {
      const payload = {};
      PAYLOAD.set(payload);
      kept.push(new WeakRef(headers), new WeakRef(payload), new WeakRef(span));
      await sleep(1);
    });
    queue.emit('done');
  });
  for (let i = 0; i < 20; i++) {
    queue.emit('message', { 'x-request-id': `id-${i}` });
    await once(queue, 'done');
  }
  await collectGarbage();
  expect(kept).toHaveLength(60);
  expect(kept.filter((reference) => reference.deref() !== undefined)).toEqual([]);
  expect(queue.listenerCount('message')).toBe(1); // the worker is still there
});

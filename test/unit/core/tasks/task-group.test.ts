import { setImmediate, setTimeout } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { type TaskGroup, taskGroup } from '../../../../src/index.js';
import { coded } from '../../../support/coded.js';

const failWith = (reason: unknown) => async (): Promise<never> => {
  await Promise.resolve();
  throw reason;
};

const errorsOf = async (group: Promise<unknown>): Promise<unknown> => {
  const error = await group.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AggregateError);
  return (error as AggregateError).errors;
};

describe('taskGroup', () => {
  it('gives what the body returned', async () => {
    expect(await taskGroup(() => 'at once')).toBe('at once');
    expect(await taskGroup(async () => 'later')).toBe('later');
  });

  it('a task gives its result to the body', async () => {
    expect(await taskGroup((group) => group.createTask(async () => 1))).toBe(1);
  });

  it('waits for tasks that nobody awaits', async () => {
    let finished = false;
    await taskGroup((group) => {
      void group.createTask(async () => {
        await setTimeout(2);
        finished = true;
      });
    });
    expect(finished).toBe(true);
  });

  it('waits for tasks that tasks add', async () => {
    const order: string[] = [];
    await taskGroup((group) => {
      void group.createTask(async () => {
        await setImmediate();
        void group.createTask(async () => {
          await setImmediate();
          void group.createTask(async () => {
            await setImmediate();
            order.push('grandchild');
          });
          order.push('child');
        });
        order.push('parent');
      });
    });
    expect(order).toEqual(['parent', 'child', 'grandchild']);
  });

  it('waits for the other tasks when one fails', async () => {
    let finished = false;
    const group = taskGroup((tasks) => {
      void tasks.createTask(failWith(new Error('failure')));
      void tasks.createTask(async () => {
        await setTimeout(2);
        finished = true;
      });
    });
    await expect(group).rejects.toThrow(AggregateError);
    expect(finished).toBe(true);
  });

  it('the first failure aborts the signal, with the error as its reason', async () => {
    const failure = new Error('failure');
    let group: TaskGroup | undefined;
    const abortedBefore = await new Promise<boolean>((resolve) => {
      taskGroup((tasks) => {
        group = tasks;
        resolve(tasks.signal.aborted);
        void tasks.createTask(failWith(failure));
      }).catch(() => undefined);
    });
    await setImmediate();
    expect(abortedBefore).toBe(false);
    expect(group?.signal.aborted).toBe(true);
    expect(group?.signal.reason).toBe(failure);
  });

  it('success does not abort the signal', async () => {
    expect((await taskGroup((group) => group.signal)).aborted).toBe(false);
  });

  it('every error comes out', async () => {
    const [first, second, third] = [new Error('1'), new TypeError('2'), 'three'];
    const group = taskGroup((tasks) => {
      for (const error of [first, second, third]) void tasks.createTask(failWith(error));
    });
    expect(await errorsOf(group)).toEqual([first, second, third]);
  });

  it('a single error comes out in an AggregateError too', async () => {
    const failure = new Error('failure');
    expect(await errorsOf(taskGroup((group) => void group.createTask(failWith(failure))))).toEqual([failure]);
  });

  it('a task that throws at once fails the group', async () => {
    const failure = new Error('failure');
    const throwing = (): never => {
      throw failure;
    };
    expect(await errorsOf(taskGroup((group) => void group.createTask(throwing)))).toEqual([failure]);
  });

  it('what a task throws because of the signal is not a failure of its own', async () => {
    const failure = new Error('failure');
    const group = taskGroup((tasks) => {
      void tasks.createTask(failWith(failure));
      void tasks.createTask(async () => {
        await setImmediate();
        tasks.signal.throwIfAborted();
      });
      void tasks.createTask(() => setTimeout(10_000, undefined, { signal: tasks.signal }));
    });
    expect(await errorsOf(group)).toEqual([failure]);
  });

  it('an AbortError before any failure is a failure', async () => {
    const abort = new DOMException('aborted', 'AbortError');
    expect(await errorsOf(taskGroup((group) => void group.createTask(failWith(abort))))).toEqual([abort]);
  });

  it('another error after the abort is a failure of its own', async () => {
    const [first, second] = [new Error('1'), new Error('2')];
    const group = taskGroup((tasks) => {
      void tasks.createTask(failWith(first));
      void tasks.createTask(async () => {
        await setImmediate();
        throw second;
      });
    });
    expect(await errorsOf(group)).toEqual([first, second]);
  });

  it('a failure of the body aborts the tasks and comes out', async () => {
    const failure = new Error('failure');
    let reason: unknown;
    const group = taskGroup((tasks) => {
      void tasks.createTask(async () => {
        await setImmediate();
        reason = tasks.signal.reason;
      });
      throw failure;
    });
    expect(await errorsOf(group)).toEqual([failure]);
    expect(reason).toBe(failure);
  });

  it('a failed task that the body awaits is reported once', async () => {
    const failure = new Error('failure');
    const group = taskGroup(async (tasks) => {
      await tasks.createTask(failWith(failure));
    });
    expect(await errorsOf(group)).toEqual([failure]);
  });

  it('a later failure that the body awaits is reported once', async () => {
    const [first, second] = [new Error('1'), new Error('2')];
    const group = taskGroup(async (tasks) => {
      void tasks.createTask(failWith(first));
      await tasks.createTask(async () => {
        await setImmediate();
        throw second;
      });
    });
    expect(await errorsOf(group)).toEqual([first, second]);
  });

  it('a failure that the body caught still fails the group', async () => {
    const failure = new Error('failure');
    const group = taskGroup(async (tasks) => {
      await tasks.createTask(failWith(failure)).catch(() => undefined);
      return 'result';
    });
    expect(await errorsOf(group)).toEqual([failure]);
  });

  it('a task that rejects with undefined fails the group', async () => {
    expect(await errorsOf(taskGroup((group) => void group.createTask(failWith(undefined))))).toEqual([undefined]);
  });

  it('a finished group takes no more tasks', async () => {
    const group = await taskGroup((tasks) => tasks);
    let started = false;
    const start = (): void => {
      started = true;
    };
    expect(() => group.createTask(start)).toThrow(coded('TL_ERR_TASK_GROUP_CLOSED'));
    expect(started).toBe(false);
  });

  it('a failed group takes no more tasks, while others still run', async () => {
    const failure = new Error('failure');
    const group = taskGroup(async (tasks) => {
      void tasks.createTask(failWith(failure));
      await setImmediate();
      expect(() => tasks.createTask(() => 1)).toThrow(coded('TL_ERR_TASK_GROUP_CLOSED'));
    });
    expect(await errorsOf(group)).toEqual([failure]);
  });

  it('a failing task that nobody awaits gives no unhandledRejection', async () => {
    const unhandled: unknown[] = [];
    const record = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', record);
    try {
      const group = taskGroup(async (tasks) => {
        void tasks.createTask(failWith(new Error('failure')));
        await setTimeout(5);
      });
      await expect(group).rejects.toThrow(AggregateError);
      await setTimeout(1);
    } finally {
      process.off('unhandledRejection', record);
    }
    expect(unhandled).toEqual([]);
  });

  it('groups may be nested, and the outer one gets the AggregateError of the inner one', async () => {
    const failure = new Error('failure');
    const outer = taskGroup((tasks) => {
      void tasks.createTask(() => taskGroup((inner) => void inner.createTask(failWith(failure))));
    });
    expect(await errorsOf(outer)).toEqual([expect.objectContaining({ errors: [failure] })]);
  });

  it.each([[undefined], [null], ['body'], [{}]])('%s is not a body, and it says so at once', (body) => {
    expect(() => taskGroup(body as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });

  it('a task that is not a function is refused', async () => {
    await taskGroup((group) => {
      expect(() => group.createTask('task' as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    });
  });

  it('every failure counts, also of equal primitives', async () => {
    const group = taskGroup((tasks) => {
      for (const reason of ['x', 'y', 'y']) tasks.createTask(failWith(reason)).catch(() => {});
    });
    await expect(group).rejects.toMatchObject({ errors: ['x', 'y', 'y'] });
  });

  it('a group within that was cancelled by this one adds no failure', async () => {
    const failure = new Error('failure');
    const group = taskGroup((outer) => {
      outer
        .createTask(() =>
          taskGroup((inner) => {
            inner.createTask(() => setTimeout(1000, undefined, { signal: outer.signal })).catch(() => {});
          }),
        )
        .catch(() => {});
      outer.createTask(failWith(failure)).catch(() => {});
    });
    await expect(group).rejects.toMatchObject({ errors: [failure] });
  });

  it('a primitive that comes out again by way of the body or the signal counts once', async () => {
    await expect(taskGroup((tasks) => tasks.createTask(failWith('boom')))).rejects.toMatchObject({ errors: ['boom'] });
    const rethrown = taskGroup((tasks) => {
      tasks.createTask(failWith('boom')).catch(() => {});
      tasks
        .createTask(async () => {
          await setTimeout(5);
          tasks.signal.throwIfAborted();
        })
        .catch(() => {});
    });
    await expect(rethrown).rejects.toMatchObject({ errors: ['boom'] });
  });
});

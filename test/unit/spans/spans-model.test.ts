import { setImmediate as turn } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTask, CTX_SPAN_ID, gather, startSpan, withSpan } from '../../../src/index.js';
import type { ChildSpan } from '../../../src/index.js';
import { captureSpans } from '../../../src/testing/index.js';

/** What a flow does, step by step: open a span, end one of those that it opened, start others at once, wait, throw. */
type Step =
  | { readonly kind: 'start' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'throw' }
  | { readonly kind: 'end'; readonly which: number }
  | { readonly kind: 'gather' | 'task' | 'withSpan'; readonly flows: readonly (readonly Step[])[] };

const { flow } = fc.letrec<{ flow: readonly Step[]; step: Step }>((tie) => ({
  flow: fc.array(tie('step'), { maxLength: 6 }),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('start' as const, 'start' as const, 'wait' as const, 'throw' as const) }),
    fc.record({ kind: fc.constant('end' as const), which: fc.nat(5) }),
    fc.record({
      kind: fc.constantFrom('gather' as const, 'task' as const, 'withSpan' as const),
      flows: fc.array(tie('flow'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** A span of the model: its parent is the nearest one that was open when it started. */
interface Modelled {
  readonly id: string;
  readonly parent: Modelled | undefined;
  /** Whether it was not ended yet: by the test, or, soon after the promise has settled, by `withSpan`. */
  readonly isOpen: () => boolean;
}

/** Each flow has a stack of its own, that it got as a copy. */
function nearestOpen(span: Modelled | undefined): Modelled | undefined {
  while (span !== undefined && !span.isOpen()) span = span.parent;
  return span;
}

function unlessPlanned(error: Error): void {
  if (error.message !== 'planned') throw error;
}

describe('spans, against a model', () => {
  it('have the right parent, and none that has ended is active, for any overlap of blocks, tasks and throws', async () => {
    await fc.assert(
      fc.asyncProperty(flow, async (steps) => {
        using capture = captureSpans();
        const parents = new Map<string, string>();
        const tasks: Promise<void>[] = [];
        const ended = new Set<ChildSpan>();

        const open = (span: ChildSpan, inherited: Modelled | undefined): Modelled => {
          const parent = nearestOpen(inherited);
          parents.set(span.spanId, parent?.id ?? '');
          return { id: span.spanId, parent, isOpen: () => !ended.has(span) && !span.hasEnded };
        };

        const run = async (todo: readonly Step[], inherited: Modelled | undefined): Promise<void> => {
          let current = inherited;
          const own: ChildSpan[] = [];
          const check = (): void => expect(CTX_SPAN_ID.get()).toBe(nearestOpen(current)?.id ?? '');
          try {
            for (const step of todo) {
              check();
              if (step.kind === 'start') {
                const span = startSpan('span');
                current = open(span, current);
                own.push(span);
              } else if (step.kind === 'end') {
                const [closed] = own.splice(step.which % Math.max(own.length, 1), 1);
                if (closed !== undefined) {
                  ended.add(closed);
                  closed.end();
                }
              } else if (step.kind === 'wait') await turn();
              else if (step.kind === 'throw') throw new Error('planned');
              else if (step.kind === 'gather') {
                const here = current;
                await gather(...step.flows.map((each) => () => run(each, here).catch(unlessPlanned)));
              } else if (step.kind === 'task') {
                const here = current;
                for (const each of step.flows) tasks.push(createTask(() => run(each, here)).catch(unlessPlanned));
              } else {
                const here = current;
                for (const each of step.flows) {
                  await withSpan('with', (span) => run(each, open(span, here))).catch(unlessPlanned);
                }
              }
              check();
            }
          } finally {
            for (const span of own) {
              ended.add(span);
              span.end();
            }
          }
        };

        await createTask(() => run(steps, undefined)).catch(unlessPlanned);
        for (const task of tasks) await task; // they start others meanwhile
        for (const { spanId, parentId } of capture.spans) expect(parentId).toBe(parents.get(spanId));
      }),
      { numRuns: 200 },
    );
  });
});

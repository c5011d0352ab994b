import fc from 'fast-check';

/** A program over a few variables; what it reads is its outcome. */
export type Program = readonly Step[];
type Step =
  | { readonly kind: 'read' }
  | { readonly kind: 'throw' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'take' }
  | { readonly kind: 'start'; readonly body: Program }
  | { readonly kind: 'run'; readonly variable: number; readonly value: unknown; readonly body: Program }
  | { readonly kind: 'restore'; readonly which: number; readonly body: Program };

/** What a program needs, made of one of the things that must agree. */
export interface Api {
  read(): unknown[];
  run<R>(variable: number, value: unknown, body: () => R): R;
  /** Takes what all variables hold; the function calls `body` with it. */
  take(): <R>(body: () => R) => R;
}

const VARIABLES = 3;

export const each = <T>(make: (index: number) => T): T[] =>
  Array.from({ length: VARIABLES }, (_, index) => make(index));

const just = <K extends string>(kind: K) => fc.constant({ kind });

export const programs: fc.Arbitrary<Program> = fc.letrec<{ body: Step[]; step: Step }>((tie) => {
  const body = tie('body');
  const run = { variable: fc.nat(VARIABLES - 1), value: fc.constantFrom(undefined, null, 'a', 'b', 'c'), body };
  return {
    body: fc.array(tie('step'), { maxLength: 5 }),
    step: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: just('read'), weight: 2 },
      just('wait'),
      just('take'),
      just('throw'),
      fc.record({ kind: fc.constant('run' as const), ...run }),
      fc.record({ kind: fc.constant('restore' as const), which: fc.nat(9), body }),
      fc.record({ kind: fc.constant('start' as const), body }),
    ),
  };
}).body;

/** The outcome of a program whose steps may wait, and whose parts that were started go on beside it. */
export async function outcome(api: Api, program: Program): Promise<unknown[]> {
  const seen: unknown[] = [];
  const taken = [api.take()];
  const started: Promise<void>[] = [];
  const caught = (): void => void seen.push('caught');
  const call = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'read':
        return void seen.push(api.read());
      case 'throw':
        throw new Error('thrown');
      case 'wait':
        return await Promise.resolve();
      case 'take':
        return void taken.push(api.take());
      case 'start':
        return void started.push(perform(step.body).catch(caught));
      case 'run':
        return await api.run(step.variable, step.value, () => perform(step.body)).catch(caught);
      case 'restore':
        return await chosen(taken, step.which)(() => perform(step.body)).catch(caught);
    }
  };
  const perform = async (steps: Program): Promise<void> => {
    for (const step of steps) await call(step);
  };
  await perform(program).catch(caught);
  for (const task of started) await task;
  return [...seen, api.read()];
}

/** The same without waiting. */
export function outcomeAtOnce(api: Api, program: Program): unknown[] {
  const seen: unknown[] = [];
  const taken = [api.take()];
  const call = (step: Step): unknown => {
    switch (step.kind) {
      case 'read':
        return seen.push(api.read());
      case 'throw':
        throw new Error('thrown');
      case 'wait':
        return undefined;
      case 'take':
        return taken.push(api.take());
      case 'start':
        return attempt(() => perform(step.body));
      case 'run':
        return attempt(() => api.run(step.variable, step.value, () => perform(step.body)));
      case 'restore':
        return attempt(() => chosen(taken, step.which)(() => perform(step.body)));
    }
  };
  const perform = (steps: Program): void => {
    for (const step of steps) call(step);
  };
  const attempt = (part: () => void): void => {
    try {
      part();
    } catch {
      seen.push('caught');
    }
  };
  attempt(() => perform(program));
  return [...seen, api.read()];
}

function chosen<T>(taken: readonly T[], which: number): T {
  return taken[which % taken.length] as T;
}

import { type File, startTests, type Task, type VitestRunner } from '@vitest/runner';

/** What became of one test. */
export interface Outcome {
  readonly test: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly errors: readonly string[];
}

const CONFIG: VitestRunner['config'] = {
  root: '/',
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: 30_000,
  hookTimeout: 30_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

/** Runs test files, by the runner of vitest, in whatever runtime this is. `files` has a way to load each, by its path. */
export async function runSuite(files: Readonly<Record<string, () => Promise<unknown>>>): Promise<Outcome[]> {
  const importFile = (path: string): Promise<unknown> => files[path]!();
  const ran = await startTests(Object.keys(files), { config: CONFIG, importFile });
  return ran.flatMap((file) => [...ownErrors(file), ...outcomes(file, file.filepath)]);
}

/** Of a file, or a suite, that failed without any of its tests having been run. */
function ownErrors({ result, filepath }: File): Outcome[] {
  return result?.errors?.length ? [failure(filepath, result.errors)] : [];
}

function outcomes(task: Task, path: string): Outcome[] {
  if (task.type === 'suite') {
    const errors = task.result?.errors ?? [];
    const own = 'filepath' in task || errors.length === 0 ? [] : [failure(path, errors)];
    return [...own, ...task.tasks.flatMap((inner) => outcomes(inner, `${path} > ${inner.name}`))];
  }
  const state = task.result?.state;
  if (state === 'pass') return [{ test: path, state: 'passed', errors: [] }];
  if (state === 'fail') return [failure(path, task.result?.errors ?? [])];
  return [{ test: path, state: 'skipped', errors: [] }];
}

function failure(test: string, errors: readonly { message: string; stack?: string; diff?: string }[]): Outcome {
  return {
    test,
    state: 'failed',
    errors: errors.map(({ stack, message, diff }) => [stack ?? message, diff].filter(Boolean).join('\n')),
  };
}

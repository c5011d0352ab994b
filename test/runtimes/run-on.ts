import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import type { Outcome } from './inside/run-suite.js';
import type { Settings } from './inside/settings.js';
import type { ProcessRuntime, Runtime, WorkerRuntime } from './runtimes.js';
import { startWorker } from './start-worker.js';

const TIMEOUT = 300_000;

/** Runs a bundled suite on a runtime. A runtime that fails as a whole is one failure. */
export async function runOn(runtime: Runtime, bundle: string, settings: Settings): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-runtime-'));
  try {
    const run = runtime.kind === 'process' ? runInProcess : runInWorker;
    return await run(runtime as never, bundle, settings, folder);
  } catch (error) {
    return [{ test: 'the runtime', state: 'failed', errors: [String(error)] }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Run<R extends Runtime> = (runtime: R, bundle: string, settings: Settings, folder: string) => Promise<Outcome[]>;

const runInProcess: Run<ProcessRuntime> = async ({ command }, bundle, settings, folder) => {
  const [program, file, result] = [command[0]!, join(folder, 'suite.mjs'), join(folder, 'outcome.json')];
  writeFileSync(file, bundle);
  await promisify(execFile)(program, [...command.slice(1), file, JSON.stringify(settings), result], {
    timeout: TIMEOUT,
  });
  return JSON.parse(readFileSync(result, 'utf8')) as Outcome[];
};

const runInWorker: Run<WorkerRuntime> = async (runtime, bundle, settings, folder) => {
  const { child, port } = await startWorker(runtime, bundle, folder);
  const complaints = text(child.stderr!);
  child.stdout!.resume();
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: JSON.stringify(settings),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) return (await response.json()) as Outcome[];
  } finally {
    child.kill();
  }
  throw new Error(await complaints);
};

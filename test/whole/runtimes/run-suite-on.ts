import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { bundle } from './bundle.js';
import type { Outcome } from './inside/run-suite.js';
import type { Settings } from './inside/settings.js';
import { hasNode, type ProcessRuntime, type Runtime, type WorkerRuntime } from './runtimes.js';
import { startWorker } from './start-worker.js';
import type { Suite } from './suites.js';

const TIMEOUT = 300_000;

/** Runs a suite on a runtime: those of its files that can run there. A runtime that fails as a whole is one failure. */
export async function runSuiteOn(runtime: Runtime, suite: Suite, settings: Settings): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-runtime-'));
  try {
    const text = await bundle(filesFor(runtime, suite), { entry: runtime.kind, hasNode: hasNode(runtime) });
    const run = runtime.kind === 'process' ? runInProcess : runInWorker;
    return await run(runtime as never, text, settings, folder);
  } catch (error) {
    return [{ test: 'the runtime', state: 'failed', errors: [String(error)] }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesFor(runtime: Runtime, { files, nodeFiles = [], processFiles = [] }: Suite): string[] {
  return [...files, ...(hasNode(runtime) ? nodeFiles : []), ...(runtime.kind === 'process' ? processFiles : [])];
}

type Run<R extends Runtime> = (runtime: R, text: string, settings: Settings, folder: string) => Promise<Outcome[]>;

const runInProcess: Run<ProcessRuntime> = async ({ command }, text, settings, folder) => {
  const [program, file, result] = [command[0]!, join(folder, 'suite.mjs'), join(folder, 'outcome.json')];
  writeFileSync(file, text);
  await promisify(execFile)(program, [...command.slice(1), file, JSON.stringify(settings), result], {
    timeout: TIMEOUT,
  });
  return JSON.parse(readFileSync(result, 'utf8')) as Outcome[];
};

const runInWorker: Run<WorkerRuntime> = async (runtime, text, settings, folder) => {
  const { child, port } = await startWorker(runtime, text, folder);
  const complaints = textOf(child.stderr!);
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

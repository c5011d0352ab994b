import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { bundle } from './bundle.js';
import { hasNode, type ProcessRuntime, type Runtime } from './runtimes.js';
import { startWorker } from './start-worker.js';

/** A line that a server wrote while it served. */
interface Line {
  readonly message: string;
  readonly request_id?: string;
}

export interface Served extends Disposable {
  /** Where each kind of server is. */
  readonly origins: ReadonlyMap<string, string>;
  /** What was written until now. */
  readonly lines: readonly Line[];
  /** What it wrote to stderr. */
  readonly complaints: string;
}

/** Starts the servers of the burst on a runtime. */
export async function startServing(runtime: Runtime): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-runtime-'));
  const text = await bundle([], { entry: `serve-${runtime.kind}`, hasNode: hasNode(runtime) });
  const lines: Line[] = [];
  const keep = (line: string): void => void (line.startsWith('{') && lines.push(JSON.parse(line) as Line));
  const { child, origins } = await (runtime.kind === 'process'
    ? serveInProcess(runtime, text, folder, keep)
    : startWorker(runtime, text, folder).then(({ child: worker, port }) => {
        createInterface(worker.stdout!).on('line', keep);
        return { child: worker, origins: webOrigins(port) };
      }));
  let complaints = '';
  child.stderr!.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return {
    origins: new Map(origins),
    lines,
    get complaints() {
      return complaints;
    },
    [Symbol.dispose]() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Serving = { readonly child: ChildProcess; readonly origins: readonly (readonly [string, string])[] };

async function serveInProcess(
  { command }: ProcessRuntime,
  text: string,
  folder: string,
  keep: (line: string) => void,
): Promise<Serving> {
  const file = join(folder, 'serve.mjs');
  writeFileSync(file, text);
  const child = spawn(command[0]!, [...command.slice(1), file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = createInterface(child.stdout);
  const [first] = (await once(output, 'line')) as [string];
  output.on('line', keep);
  const { web, node } = JSON.parse(first) as { web: number; node: number };
  return { child, origins: [...webOrigins(web), ['node-http', `http://127.0.0.1:${node}`]] };
}

const webOrigins = (port: number): (readonly [string, string])[] =>
  ['fetch', 'hono'].map((name) => [name, `http://127.0.0.1:${port}`]);

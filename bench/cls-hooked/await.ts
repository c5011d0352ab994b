// npx tsx bench/cls-hooked/await.ts: what an `await` costs in a context of cls-hooked, of throughline/cls-hooked, and in none.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import type { createNamespace } from 'throughline/cls-hooked';

const AWAITS = 300_000;
const ROUNDS = 5;
const PACKAGES = ['none', 'throughline/cls-hooked', 'cls-hooked'] as const;

/** Calls a function in a context of the package. Each package has a process of its own: what slows promises down, does so for good. */
async function runnerOf(name: string): Promise<(fn: () => void) => void> {
  if (name === 'none') return (fn) => fn();
  const theirs = createRequire(new URL('../../test/support/frameworks/cls-hooked/', import.meta.url));
  const cls = (name === 'cls-hooked' ? theirs(name) : await import('throughline/cls-hooked')) as {
    readonly createNamespace: typeof createNamespace;
  };
  const ns = cls.createNamespace('bench');
  return (fn) => {
    ns.run(() => {
      ns.set('key', 'value');
      fn();
    });
  };
}

async function awaitOften(): Promise<void> {
  for (let count = 0; count < AWAITS; count++) await undefined; // oxlint-disable-line typescript/await-thenable -- It is measured.
}

async function measure(name: string): Promise<number> {
  const run = await runnerOf(name);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    await new Promise<void>((resolve) => run(() => void awaitOften().then(resolve)));
    least = Math.min(least, Number(process.hrtime.bigint() - start) / AWAITS);
  }
  return least;
}

const [name] = process.argv.slice(2);
if (name === undefined) {
  const args = [...process.execArgv, fileURLToPath(import.meta.url)];
  for (const each of PACKAGES) execFileSync(process.execPath, [...args, each], { stdio: 'inherit' });
} else {
  console.log(`${name}: ${Math.round(await measure(name))} ns`);
}

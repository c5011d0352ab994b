import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { addressOf } from '../../slow/truth/servers.js';
import { type NodeRun, root, runCommand } from '../../support/run-node.js';
import type { Finding } from '../../../src/doctor/doctor.js';

/** A folder of its own with all applications, in which the libraries that they need are found, and this package; ends with the test. */
export function folderWith(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['culprits', 'healthy', 'notes'])
    cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  const installed = join(folderOf('libraries'), 'node_modules');
  for (const name of readdirSync(installed)) symlinkSync(join(installed, name), join(modules, name));
  symlinkSync(root, join(modules, 'throughline'));
  return folder;
}

/** How a process ended, and what the doctor found in it. */
export interface Diagnosis {
  readonly code: number | null;
  readonly stdout: string;
  /** The faults. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
}

/** Runs an application under the doctor. */
export async function runWithDoctor(
  folder: string,
  application: string | readonly string[],
  node = process.execPath,
  words = 'json',
): Promise<Diagnosis> {
  const { code, stdout, stderr } = await startWithDoctor(folder, [application].flat(), words, node).ended;
  const report = stderr.slice(stderr.lastIndexOf('{\n  "findings"'));
  const { findings } = JSON.parse(report) as { findings: Finding[] };
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity);
  return { code, stdout, findings: of('fault'), notes: of('note') };
}

/** The same, with what it wrote as it is. */
export async function stderrWithDoctor(
  folder: string,
  application: string | readonly string[],
  words: string,
): Promise<{ code: number | null; stderr: string }> {
  const { code, stderr } = await startWithDoctor(folder, [application].flat(), words).ended;
  return { code, stderr };
}

/** Starts Node with these arguments, and the doctor before them. */
export function startWithDoctor(
  folder: string,
  args: readonly string[],
  words: string,
  node = process.execPath,
): NodeRun {
  const env = { THROUGHLINE_DOCTOR: words, NO_COLOR: '1', ...addresses() };
  return runCommand(node, ['--import', 'throughline/doctor', ...args], env, folder);
}

function addresses(): Record<string, string> {
  return { DATABASE_URL: addressOf('PostgreSQL'), MYSQL_URL: addressOf('MySQL'), REDIS_URL: addressOf('Redis') };
}

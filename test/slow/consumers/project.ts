import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { folderOf, isInstalled } from '../../support/frameworks/installed.js';

/** A project of somebody else, with nothing in it but the packed file, installed, and what its types and OpenTelemetry need. */
export interface Project {
  readonly folder: string;
  /** The paths of all that the packed file holds. */
  readonly files: readonly string[];
  /** The packages that came with it. */
  readonly installed: readonly string[];
  /** Writes files, by name. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a command there; gives what it writes, and fails with that if it fails. */
  run(command: string, ...args: string[]): Promise<string>;
}

const FROM_HERE = ['@types/node', 'undici-types', '@opentelemetry/api'];

/** Packs the package and installs it into a new folder. */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-consumer-'));
  const run = runIn(folder);
  const packed = await runIn(resolve('.'))('npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }\n');
  await run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
  const installed = (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'));
  for (const name of FROM_HERE) {
    const target = join(folder, 'node_modules', name);
    await mkdir(resolve(target, '..'), { recursive: true });
    await symlink(resolve('node_modules', name), target);
  }
  return {
    folder,
    files: files.map(({ path }) => path),
    installed,
    run,
    write: async (contents) => {
      for (const [name, text] of Object.entries(contents)) {
        await mkdir(resolve(folder, name, '..'), { recursive: true });
        await writeFile(join(folder, name), text);
      }
    },
  };
}

/** A file of a package that is installed in `test/support/frameworks/<name>`. */
export function installedFile(name: string, file: string): string {
  if (!isInstalled(name)) throw new Error(`test/support/frameworks/${name} could not be installed.`);
  return `${folderOf(name)}/node_modules/${file}`;
}

/** Vitest's own settings for conditions and colours are not those of a consumer. */
function runIn(cwd: string): Project['run'] {
  const { NODE_OPTIONS: _, NODE_ENV: __, VITEST: ___, ...env } = process.env;
  return async (command, ...args) => {
    const shell = process.platform === 'win32';
    const running = promisify(execFile)(command, args, { cwd, env, shell, maxBuffer: 2 ** 26 });
    const { stdout } = await running.catch((error: Error & { stdout: string; stderr: string }) => {
      throw new Error(`${command} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`, { cause: error });
    });
    return stdout;
  };
}

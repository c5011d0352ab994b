import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { attempt } from '../../core/attempt.js';
import { loadParser, type Parser } from '../../syntax/parser.js';
import type { Finding } from '../findings/finding.js';
import { type CheckedFile, checkedFile, type Project, type Rule } from './rule.js';
import { driverCallback } from './rules/driver-callback.js';
import { enterWith } from './rules/enter-with.js';
import { promiseAll } from './rules/promise-all.js';
import { topLevelSet } from './rules/top-level-set.js';
import { untracedServer } from './rules/untraced-server.js';

const RULES: readonly Rule[] = [enterWith, promiseAll, driverCallback, topLevelSet, untracedServer];

const SOURCES = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * What the doctor would say of these files, and of those in these folders, without running them. Throws `TL_ERR_MISSING_PACKAGE` where
 * the parser is missing, and what `fs` throws of a file that cannot be read. A file with an error in it has no finding.
 */
export async function checkFiles(paths: readonly string[]): Promise<readonly Finding[]> {
  const parse = await loadParser();
  const files = paths.flatMap((path) => sourcesIn(resolve(path))).flatMap((file) => parsed(parse, file));
  const loaded = files.flatMap((file) => file.loaded.map(({ module }) => module));
  const project: Project = {
    usesThroughline: loaded.some((module) => /^throughline(?:\/|$)/.test(module)),
    isMended: loaded.some((module) => /^throughline\/(?:register|mend)$/.test(module)),
    hasFramework: loaded.some((module) => /^throughline\/(?:express|fastify|fetch|h3|hono|koa|nest)$/.test(module)),
  };
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file, project)));
}

function parsed(parse: Parser, file: string): readonly CheckedFile[] {
  const source = readFileSync(file, 'utf8');
  const program = attempt(() => parse(file, source));
  return program === undefined ? [] : [checkedFile(file, source, program)];
}

/** The file itself, or the sources in a folder and below, but for those of packages. */
function sourcesIn(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return sourcesIn(join(path, entry.name));
    return entry.isFile() && SOURCES.test(entry.name) ? [join(path, entry.name)] : [];
  });
}

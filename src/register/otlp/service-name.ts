import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { attempt } from '../../core/attempt.js';

/** The name in the nearest package.json of the application: from its entry upwards, or, where a tool starts it, from the folder of the process. */
export function serviceName(): string | undefined {
  const entry = process.argv[1];
  const isTool = entry === undefined || /[/\\]node_modules[/\\]/.test(entry);
  return nameAbove(isTool ? process.cwd() : dirname(entry));
}

function nameAbove(folder: string): string | undefined {
  const manifest = attempt(() => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown });
  if (typeof manifest?.name === 'string') return manifest.name;
  const parent = dirname(folder);
  return parent === folder ? undefined : nameAbove(parent);
}

import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** What `throughline --help` prints. */
export function usage(): string {
  const lines = Object.entries<Setting<unknown>>(SETTINGS).flatMap(([name, { meaning, values, default: unset }]) => [
    `  ${name}`,
    `      ${meaning}`,
    `      ${values} (${unset || 'none'} unless set)`,
  ]);
  return `Usage: throughline [options of node] app.js [arguments]

Runs app.js with node, and traces every request that its servers get, with no change to it: each line that it logs
carries the id of its request. The same as: node --import throughline/register app.js

  --help        prints this
  --version     prints the version

Variables of the environment:

${lines.join('\n')}
`;
}

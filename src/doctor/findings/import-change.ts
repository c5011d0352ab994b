import { placeAt } from './callback-of.js';
import type { Change } from './finding.js';

const PACKAGE = "'throughline'";

/** What loads a name of this package in a file; nothing where that is done. */
export function importChange(name: string, file: string, source: string): Change[] {
  if (new RegExp(`\\b${name}\\b[^;\\n]*(?:from|require\\()\\s*['"]throughline['"]`).test(source)) return [];
  const start = source.startsWith('#!') ? source.indexOf('\n') + 1 : 0;
  return [{ place: placeAt(file, source, start), removed: 0, text: `${importLine(name, source)}\n` }];
}

/** The same as a line, by what the file itself does. */
export function importLine(name: string, source: string): string {
  return /^\s*(?:import|export)\b/m.test(source) || !/\brequire\s*\(/.test(source)
    ? `import { ${name} } from ${PACKAGE};`
    : `const { ${name} } = require(${PACKAGE});`;
}

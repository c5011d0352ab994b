import { textOf } from '../source/place.js';
import { type Callback, placeAt } from './callback-of.js';
import type { Change, Mend } from './finding.js';

const PACKAGE = "'throughline'";
const TEXT = 'keep the context of the request with bind';

/** The callback with `bind` around it, if it is written where it is passed; else in words. */
export function bindMend(callback: Callback): Mend {
  const source = textOf(callback.place);
  if (source === undefined || callback.text?.isExpression !== true) {
    return {
      text: `${TEXT} where you pass this function`,
      code: [`import { bind } from ${PACKAGE};`],
      changes: [],
    };
  }
  const { start, end } = callback.text;
  const { file } = callback.place;
  const code = bound(source, start, end);
  const changes = [
    ...importOf(file, source),
    { place: placeAt(file, source, start), removed: 0, text: 'bind(' },
    { place: placeAt(file, source, end), removed: 0, text: ')' },
  ];
  return { text: TEXT, code: [importLine(source), '', ...code], changes };
}

/** The lines that begin and end the call, as they then are. */
function bound(source: string, start: number, end: number): string[] {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', end);
  const text = `${source.slice(from, start)}bind(${source.slice(start, end)})${source.slice(end, next === -1 ? undefined : next)}`;
  const lines = text.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const shown = lines.map((line) => line.slice(indent).trimEnd());
  const [first = '', second = ''] = shown;
  if (shown.length <= 4) return shown;
  return [first, `${second.slice(0, Math.max(0, second.search(/\S/)))}...`, shown.at(-1) as string];
}

function importOf(file: string, source: string): Change[] {
  if (/\bbind\b[^;\n]*(?:from|require\()\s*['"]throughline['"]/.test(source)) return [];
  const place = { file, line: source.startsWith('#!') ? 2 : 1, column: 1 };
  return [{ place, removed: 0, text: `${importLine(source)}\n` }];
}

/** By what the file itself does. */
function importLine(source: string): string {
  return /^\s*(?:import|export)\b/m.test(source) || !/\brequire\s*\(/.test(source)
    ? `import { bind } from ${PACKAGE};`
    : `const { bind } = require(${PACKAGE});`;
}

import { codeOnly } from '../source/code-only.js';
import { partsOf, partnersIn } from '../source/functions-in.js';
import { offsetOf, type Place, textOf } from '../source/place.js';
import { importChange, importLine } from './import-change.js';
import { placeAt } from './callback-of.js';
import { codeWith, type Edit } from './code-with.js';
import type { Mend } from './finding.js';

const TEXT = 'give each branch a context of its own with gather';

/** The branches that somebody waits for at `parent`, each as a task; in words where they are not written there one by one. */
export function gatherMend(parent: Place | undefined): Mend {
  const source = parent && textOf(parent);
  const code = source && codeOnly(source);
  if (parent === undefined || !source || !code) return inWords();
  const from = offsetOf(source, parent);
  const call = /^[^;]{0,80}?(Promise\.all\()/s.exec(code.slice(from));
  if (call === null) return inWords();
  const open = from + call[0].length - 1;
  const close = partnersIn(code).get(open);
  if (close === undefined) return inWords();
  const start = open - 'Promise.all'.length;
  const edits = editsOf(source, code, { start, open, close });
  if (edits === undefined) return inWords();
  const own = importChange('gather', parent.file, source);
  const changes = edits.map(({ offset, ...edit }) => ({ place: placeAt(parent.file, source, offset), ...edit }));
  const shown = codeWith(source, edits, { start, end: close + 1 });
  return { text: TEXT, code: [importLine('gather', source), '', ...shown], changes: [...own, ...changes] };
}

interface All {
  readonly start: number;
  readonly open: number;
  readonly close: number;
}

/** Of a list that is written out, and of `list.map(async (…) => …)`. */
function editsOf(source: string, code: string, { start, open, close }: All): readonly Edit[] | undefined {
  const inside = code.slice(open + 1, close);
  const list = /^(\s*)\[/.exec(inside);
  const bracket = open + (list?.[0].length ?? 0);
  const end = list === null ? undefined : partnersIn(code).get(bracket);
  if (end !== undefined && /^\s*,?\s*$/.test(code.slice(end + 1, close))) {
    const elements = partsOf(code, bracket + 1, end).map((offset) => ({ offset, removed: 0, text: '() => ' }));
    return [
      { offset: start, removed: bracket + 1 - start, text: 'gather(' },
      ...elements,
      { offset: end, removed: 1, text: '' },
    ];
  }
  const arrow = /\.map\(\s*(async\s+(?:\([^()]*\)|[\w$]+)\s*=>\s*)/.exec(inside);
  if (arrow === null) return undefined;
  const at = open + 1 + arrow.index + arrow[0].length - (arrow[1] ?? '').length;
  const head = source.slice(at, at + (arrow[1] ?? '').length);
  return [
    { offset: start, removed: open + 1 - start, text: 'gather(...' },
    { offset: at, removed: head.length, text: `${head.replace(/^async\s+/, '')}async () => ` },
  ];
}

function inWords(): Mend {
  return { text: `${TEXT} in place of Promise.all`, code: ['await gather(() => one(), () => other());'], changes: [] };
}

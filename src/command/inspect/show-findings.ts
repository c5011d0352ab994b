import type { FindingView } from '../../inspector/api.js';
import { placeOf } from './place-of.js';
import { plain } from './table.js';

/** What the doctor found, as `throughline findings` prints it. */
export function showFindings(findings: readonly FindingView[]): string {
  if (findings.length === 0) return 'There are none.\n';
  return findings.map(showFinding).join('\n');
}

/** What is so, what to do, as the doctor says it, and where to read more. */
export function showFinding({ code, message, place, count, mend, mendCode }: FindingView): string {
  const head = `${code}  ${placeOf(place)}  ${count === 1 ? 'once' : `${count} times`}`;
  const help = mend.trim() === '' ? [] : `help: ${mend.trim()}`.split('\n');
  const shown = mendCode.length === 0 ? [] : ['', ...mendCode.map((line) => `    ${line}`), ''];
  const lines = [message, ...help, ...shown, `npx throughline explain ${code}`];
  return `${plain(head)}\n${lines.map((line) => `  ${plain(line)}`.trimEnd() + '\n').join('')}`;
}

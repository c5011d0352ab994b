import type { FindingView } from '../../inspector/api.js';
import { placeOf } from './place-of.js';
import { plain } from './table.js';

/** What the doctor found, as `throughline findings` prints it. */
export function showFindings(findings: readonly FindingView[]): string {
  if (findings.length === 0) return 'There are none.\n';
  return findings.map(showFinding).join('\n');
}

/** What is so, what to do first, and where to read more. */
export function showFinding({ code, message, place, count, mend }: FindingView): string {
  const head = `${code}  ${placeOf(place)}  ${count === 1 ? 'once' : `${count} times`}`;
  const [first = ''] = mend.trim().split('\n', 1);
  const lines = [message, first, `npx throughline explain ${code}`].filter(Boolean);
  return `${plain(head)}\n${lines.map((line) => `  ${plain(line)}\n`).join('')}`;
}

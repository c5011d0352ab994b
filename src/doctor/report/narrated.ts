import type { Finding } from '../findings/finding.js';
import { textOf } from '../source/place.js';
import { frameAround } from './code-frame.js';
import { amount, howSure, more, notesOf, placeInWords } from './summary.js';

/** The report in sentences, without signs that draw: for whoever listens to it, and for logs. */
export function narratedReport(findings: readonly Finding[], folder: string): string {
  const parts = findings.map((finding, at) => oneFinding(finding, `${at + 1} of ${findings.length}`, folder));
  return `Throughline doctor: ${amount(findings.length, 'finding')}.\n\n${parts.join('\n')}\n${more(findings)}`;
}

function oneFinding(finding: Finding, which: string, folder: string): string {
  const { place, label, mend } = finding;
  const line = frameAround(place, textOf(place)).find(({ number }) => number === place.line);
  const lines = [
    `Finding ${which}: ${finding.code}, ${howSure(finding)}.`,
    `${finding.message}.`,
    `Place: ${placeInWords(place, folder)}, ${label}.`,
    ...(line === undefined ? [] : [`The line: ${line.text.trim()}`]),
    ...notesOf(finding, folder).map(([name, text]) => `${name[0]?.toUpperCase()}${name.slice(1)}: ${text}.`),
    `Help: ${mend.text}${mend.code.length > 0 ? ':' : '.'}`,
    ...mend.code,
  ];
  return `${lines.join('\n')}\n`;
}

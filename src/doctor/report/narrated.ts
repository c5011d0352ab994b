import { type Finding, only, type Severity } from '../findings/finding.js';
import { textOf } from '../source/place.js';
import { frameAround } from './code-frame.js';
import { amounts, howSure, more, NOTES, notesOf, placeInWords } from './summary.js';

/** The report in sentences, without signs that draw: for whoever listens to it, and for logs. */
export function narratedReport(findings: readonly Finding[], folder: string): string {
  const parts = (name: string, severity: Severity): string[] =>
    only(severity, findings).map((finding, at, { length }) => {
      return `${oneFinding(finding, `${name} ${at + 1} of ${length}`, folder)}\n`;
    });
  const notes = parts('Note', 'note');
  return [
    `Throughline doctor: ${amounts(findings)}.\n\n`,
    ...parts('Finding', 'fault'),
    ...(notes.length > 0 ? [`${NOTES}.\n\n`, ...notes] : []),
    more(findings),
  ].join('');
}

function oneFinding(finding: Finding, which: string, folder: string): string {
  const { place, label, mend } = finding;
  const line = frameAround(place, textOf(place)).find(({ number }) => number === place.line);
  const lines = [
    `${which}: ${finding.code}, ${howSure(finding)}.`,
    `${finding.message}.`,
    `Place: ${placeInWords(place, folder)}, ${label}.`,
    ...(line === undefined ? [] : [`The line: ${line.text.trim()}`]),
    ...notesOf(finding, folder).map(([name, text]) => `${name[0]?.toUpperCase()}${name.slice(1)}: ${text}.`),
    `Help: ${mend.text}${mend.code.length > 0 ? ':' : '.'}`,
    ...mend.code,
  ];
  return `${lines.join('\n')}\n`;
}

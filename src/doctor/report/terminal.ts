import { type Finding, only, type Severity } from '../findings/finding.js';
import { textOf } from '../source/place.js';
import { frameAround } from './code-frame.js';
import { amounts, howSure, more, NOTES, notesOf, placeInWords } from './summary.js';

/** Makes a part of a report stand out. */
type Paint = (text: string) => string;

/** What parts of a report look like. */
export interface Style {
  readonly strong: Paint;
  readonly fault: Paint;
  readonly note: Paint;
  readonly quiet: Paint;
  readonly help: Paint;
  /** Of source, before it is cut. */
  readonly source: Paint;
}

const code =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const asItIs: Paint = (text) => text;

export const COLOURS: Style = {
  strong: code(1, 22),
  fault: code(31, 39),
  note: code(34, 39),
  quiet: code(2, 22),
  help: code(36, 39),
  source: asItIs,
};
export const NO_COLOURS: Style = {
  strong: asItIs,
  fault: asItIs,
  note: asItIs,
  quiet: asItIs,
  help: asItIs,
  source: asItIs,
};

/** The report as a compiler would write it: each finding with the code around its place, and a mark under that. */
export function terminalReport(findings: readonly Finding[], folder: string, style: Style = NO_COLOURS): string {
  const parts = (severity: Severity): string[] =>
    only(severity, findings).map((finding) => `${oneFinding(finding, folder, style)}\n`);
  const notes = parts('note');
  return [
    `${style.strong(`throughline doctor: ${amounts(findings)}`)}\n\n`,
    ...parts('fault'),
    ...(notes.length > 0 ? [`${style.strong(NOTES)}\n\n`, ...notes] : []),
    more(findings),
  ].join('');
}

function oneFinding(finding: Finding, folder: string, style: Style): string {
  const { place, label, mend, severity } = finding;
  const mark = severity === 'fault' ? style.fault : style.note;
  const frame = frameAround(place, textOf(place), style.source);
  const width = String(frame.at(-1)?.number ?? place.line).length;
  const edge = (number = ''): string => style.quiet(`${number.padStart(width)} |`);
  const lines = [
    `${mark(finding.code)} ${style.strong(finding.message)}`,
    `${' '.repeat(width)} ${style.quiet('-->')} ${placeInWords(place, folder)} ${style.quiet(`(${howSure(finding)})`)}`,
    edge(),
  ];
  for (const { number, text, mark: at } of frame) {
    lines.push(`${edge(String(number))} ${text}`);
    if (number === place.line) lines.push(`${edge()} ${' '.repeat(at)}${mark(`^ ${label}`)}`);
  }
  lines.push(edge());
  for (const [name, text] of notesOf(finding, folder))
    lines.push(`${' '.repeat(width)} ${style.quiet('=')} ${name}: ${text}`);
  lines.push(`${' '.repeat(width)} ${style.quiet('=')} ${style.help('help')}: ${mend.text}`);
  if (mend.code.length > 0)
    lines.push('', ...mend.code.map((line) => (line === '' ? '' : `${' '.repeat(width + 3)}${style.help(line)}`)));
  return `${lines.join('\n')}\n`;
}

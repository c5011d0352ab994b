import { relative } from 'node:path';

import { type Finding, only } from '../findings/finding.js';
import { inWords } from '../findings/request-name.js';
import type { Seen } from '../observe/seen.js';
import type { Place } from '../source/place.js';

/** What stands before the notes. */
export const NOTES = 'Notes, which are not faults';

/** `2 findings and 1 note`, without what there is none of. */
export function amounts(findings: readonly Finding[]): string {
  const notes = only('note', findings).length;
  const counted = [amount(findings.length - notes, 'finding'), amount(notes, 'note')];
  return counted.filter((each) => !each.startsWith('0 ')).join(' and ');
}

function amount(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `src/app.js:14:9`, from where the process was started; the whole path of what is elsewhere. */
export function placeInWords({ file, line, column }: Place, folder: string): string {
  const path = relative(folder, file);
  return `${path === '' || path.startsWith('..') ? file : path}:${line}:${column}`;
}

/** What a finding says besides its place: one name and one text each. */
export function notesOf(finding: Finding, folder: string): readonly (readonly [name: string, text: string])[] {
  const { calledBy, calledAt, origin, own, context } = finding;
  const notes: [string, string][] = [];
  if (calledAt !== undefined) notes.push(['called by', `your own code, at ${placeInWords(calledAt, folder)}`]);
  else if (calledBy !== undefined) notes.push(['called by', calledBy]);
  if (origin !== undefined) {
    const where = origin.place === undefined ? '' : `, at ${placeInWords(origin.place, folder)}`;
    const who = origin.request === undefined ? 'outside of any request' : `in ${inWords(origin.request)}`;
    notes.push(['began with', `${origin.what}, made ${who}${where}`]);
  }
  if (own !== undefined)
    notes.push([`its ${own.kind}`, `${own.name === '' ? inWords(own) : `"${own.name}"`}, id ${own.id || 'none'}`]);
  if (isSame(context, own)) return notes;
  if (context !== undefined) notes.push(['runs in', `${inWords(context)}, id ${context.id || 'none'}`]);
  else if (finding.code === 'TL_DOC_LOST') notes.push(['runs in', 'no context, without an id']);
  return notes;
}

/** A message has the id of the request that sent it: that alone tells them not apart. */
function isSame(one: Finding['own'], other: Finding['own']): boolean {
  return one !== undefined && one.id === other?.id && inWords(one) === inWords(other);
}

/** How to learn more of what was found. */
export function more(findings: readonly Finding[]): string {
  const codes = new Set(findings.map(({ code }) => code));
  return [...codes].map((code) => `To learn more: npx throughline explain ${code}\n`).join('');
}

/** `sure, seen 3 times`; how sure it is where the code did not run. */
export function howSure({ grade, count }: Finding): string {
  if (count === 0) return grade;
  return `${grade}, seen ${count === 1 ? 'once' : `${count} times`}`;
}

/** What is said where nothing was found: of what that holds. Nothing of a process that got no request, such as npm. */
export function nothingFound({ requests, atOnce, arrived }: Seen): string {
  if (requests > 0) {
    const several = atOnce > 1 ? `at most ${atOnce} of them at once` : 'one after the other: send several at once';
    return `throughline doctor: nothing found in ${amount(requests, 'request')}, ${several}\n`;
  }
  if (arrived === 0) return '';
  return `throughline doctor: none of ${amount(arrived, 'request')} was traced. Use an adapter, or add register: throughline doctor -r throughline/register app.js\n`;
}

import { readFileSync, writeFileSync } from 'node:fs';

import type { Change } from '../../../src/doctor/doctor.js';

/** Changes files as the mends of findings say, and gives what stands in them then. */
export function paste(changes: readonly Change[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const inReverse = changes.toSorted(
    ({ place: one }, { place: other }) => other.line - one.line || other.column - one.column,
  );
  for (const { place, removed, text } of inReverse) {
    const lines = readFileSync(place.file, 'utf8').split('\n');
    const line = lines[place.line - 1] as string;
    lines[place.line - 1] = line.slice(0, place.column - 1) + text + line.slice(place.column - 1 + removed);
    writeFileSync(place.file, lines.join('\n'));
    texts.set(place.file, lines.join('\n'));
  }
  return texts;
}

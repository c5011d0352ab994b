// What mixes requests up, each in a small application: the doctor names the right line, and its mend, pasted, makes it vanish.
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findNodes } from '../../slow/truth/nodes.js';
import { isRequired } from '../../slow/truth/servers.js';
import { folderWith, paste, runWithDoctor } from './run-with-doctor.js';

interface Culprit {
  /** The file in `culprits`, without its ending. */
  readonly name: string;
  readonly code: string;
  /** What stands in the line that the doctor is to name. */
  readonly line: string;
  readonly calledBy: RegExp | undefined;
  /** What it is of no use without. */
  readonly server?: string;
}

const CULPRITS: readonly Culprit[] = [
  { name: 'pg', code: 'TL_DOC_MIXED', line: 'is ready', calledBy: /^pg-pool /, server: 'PostgreSQL' },
  { name: 'p-queue', code: 'TL_DOC_MIXED', line: 'is worked off', calledBy: /^p-queue / },
  { name: 'fastq-worker', code: 'TL_DOC_MIXED', line: 'is worked off', calledBy: /^fastq / },
  { name: 'emitter', code: 'TL_DOC_MIXED', line: 'saw', calledBy: /^node:events$/ },
];

describe.each(findNodes())('on $name', ({ path: node }) => {
  for (const { name, code, line, calledBy, server } of CULPRITS) {
    it(`${name}${server === undefined ? '' : ` (skipped without a ${server})`}`, async ({ skip }) => {
      if (!(await isRequired(server))) skip();
      const file = `${name}.js`;
      const folder = folderWith(file);
      const before = await runWithDoctor(folder, file, node);
      expect(before.findings).toMatchObject([{ code, grade: 'sure' }]);
      const [finding] = before.findings as [(typeof before.findings)[number]];
      expect(finding.place.file).toBe(`${folder}/${file}`);
      expect(readFileSync(finding.place.file, 'utf8').split('\n')[finding.place.line - 1]).toContain(line);
      if (calledBy !== undefined) expect(finding.calledBy).toMatch(calledBy);
      expect(finding.own?.path).not.toBe(finding.context?.path);
      expect(before.code).toBe(0);

      paste(finding.mend.changes);
      const after = await runWithDoctor(folder, file, node);
      expect(after.findings).toEqual([]);
      expect(after.code).toBe(0);
    });
  }
});

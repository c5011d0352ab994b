// What mixes requests up, each in a small application: the doctor names the right line, and its mend, pasted, makes it vanish.
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { findNodes } from '../../support/nodes.js';
import { isRequired } from '../../slow/truth/servers.js';
import { paste } from './paste.js';
import { folderWith, runWithDoctor } from './run-with-doctor.js';

interface Culprit {
  /** The file in `culprits`, without its ending. */
  readonly name: string;
  readonly code: string;
  /** What stands in the line that the doctor is to name. */
  readonly line: string;
  readonly calledBy: RegExp | undefined;
  /** What it is of no use without. */
  readonly server?: string;
  /** The first version of Node on which it is one. */
  readonly from?: number;
  readonly grade?: string;
  /** Of how many of the twenty requests it is a finding, where that is not a matter of time. */
  readonly count?: number;
  /** Whether the mend is in words: `-mended` has it. */
  readonly isByHand?: boolean;
}

const CULPRITS: readonly Culprit[] = [
  { name: 'pg', code: 'TL_DOC_MIXED', line: 'is ready', calledBy: /^pg-pool /, server: 'PostgreSQL' },
  { name: 'pg-promisified', code: 'TL_DOC_MIXED', line: 'is loaded', calledBy: /^pg-pool /, server: 'PostgreSQL' },
  { name: 'mysql2', code: 'TL_DOC_MIXED', line: 'is ready', calledBy: /^mysql2 /, server: 'MySQL' },
  { name: 'p-queue', code: 'TL_DOC_MIXED', line: 'is worked off', calledBy: /^p-queue / },
  { name: 'fastq-worker', code: 'TL_DOC_MIXED', line: 'is worked off', calledBy: /^fastq / },
  { name: 'fastq-callback', code: 'TL_DOC_MIXED', line: 'is worked off', calledBy: /^fastq / },
  { name: 'async-queue', code: 'TL_DOC_MIXED', line: 'is being worked off', calledBy: /^async / },
  { name: 'bottleneck', code: 'TL_DOC_MIXED', line: 'is charged', calledBy: /^bottleneck / },
  { name: 'emitter', code: 'TL_DOC_MIXED', line: 'saw', calledBy: /^node:events$/ },
  { name: 'own-pool', code: 'TL_DOC_MIXED', line: 'response.end', calledBy: undefined },
  { name: 'http2', code: 'TL_DOC_MIXED', line: 'response.end', calledBy: undefined },
  { name: 'http2-stream', code: 'TL_DOC_MIXED', line: 'stream.respond', calledBy: undefined },
  { name: 'http2-push', code: 'TL_DOC_MIXED', line: 'pushed.respond', calledBy: undefined },
  { name: 'own-limit', code: 'TL_DOC_MIXED', line: 'is charged', calledBy: undefined, grade: 'likely' },
  { name: 'batcher', code: 'TL_DOC_MIXED', line: 'is written', calledBy: undefined, grade: 'likely', isByHand: true },
  { name: 'own-queue', code: 'TL_DOC_LOST', line: 'response.end', calledBy: undefined, count: 20 },
  { name: 'worker-message', code: 'TL_DOC_LOST', line: 'is computed', calledBy: /^node:/, count: 20 },
  {
    name: 'start-up-listener',
    code: 'TL_DOC_LOST',
    line: "end('done')",
    calledBy: /^node:events$/,
    isByHand: true,
    count: 20,
  },
  {
    name: 'timer-chain',
    code: 'TL_DOC_LOST',
    line: 'is worked off',
    calledBy: /^node:timers$/,
    grade: 'likely',
    isByHand: true,
  },
  { name: 'event-target', code: 'TL_DOC_LOST', line: "end('done')", calledBy: /^EventTarget$/, isByHand: true },
  { name: 'event-target-listener', code: 'TL_DOC_MIXED', line: 'saw it', calledBy: /^EventTarget$/ },
  { name: 'event-target-logs', code: 'TL_DOC_LOST', line: 'saw a tick', calledBy: /^EventTarget$/, count: 20 },
  {
    name: 'event-target-object',
    code: 'TL_DOC_MIXED',
    line: 'saw it',
    calledBy: /^EventTarget$/,
    isByHand: true,
    count: 19,
  },
  { name: 'event-target-queue', code: 'TL_DOC_MIXED', line: 'is charged', calledBy: /^p-queue / },
  {
    name: 'event-target-start-up',
    code: 'TL_DOC_LOST',
    line: 'is charged',
    calledBy: /^EventTarget$/,
    grade: 'likely',
    isByHand: true,
    count: 20,
  },
  { name: 'stream-listener', code: 'TL_DOC_MIXED', line: "end('done')", calledBy: /^node:events$/, isByHand: true },
  {
    name: 'connection-listener',
    code: 'TL_DOC_LOST',
    line: 'is answered',
    calledBy: /^node:events$/,
    grade: 'likely',
    isByHand: true,
  },
  {
    name: 'bound-resolve',
    code: 'TL_DOC_MIXED',
    line: 'is worked off',
    calledBy: undefined,
    grade: 'likely',
    isByHand: true,
  },
  { name: 'bcrypt', code: 'TL_DOC_LOST', line: 'is hashed', calledBy: undefined, from: 24, count: 20 },
  { name: 'sharp', code: 'TL_DOC_LOST', line: 'is drawn', calledBy: /^sharp /, count: 20 },
  { name: 'promise-all', code: 'TL_DOC_SHARED', line: 'is charged', calledBy: undefined, count: 20 },
  { name: 'promise-all-map', code: 'TL_DOC_SHARED', line: 'is charged', calledBy: undefined, count: 20 },
  ...['untraced', 'untraced-http2', 'untraced-http2-stream', 'untraced-http2-session'].map((name) => ({
    name,
    code: 'TL_DOC_LOST',
    line: 'is asked for',
    calledBy: undefined,
    grade: 'likely',
    isByHand: true,
    count: 20,
  })),
];

describe.each(findNodes())('on $name', ({ name: version, path: node }) => {
  for (const { name, code, line, calledBy, server, from = 20, grade = 'sure', count, isByHand = false } of CULPRITS) {
    const lacks = server === undefined ? '' : ` (skipped without a ${server})`;
    const isFault = Number(version.slice('Node '.length)) >= from;
    it(`${name} ${isFault ? 'is named' : 'is right'}${lacks}`, async ({ skip }) => {
      if (!(await isRequired(server))) skip();
      const file = `${name}.js`;
      const folder = folderWith();
      const before = await runWithDoctor(folder, file, node);
      expect(before.code).toBe(0);
      expect(before.findings.map((each) => each.code)).toEqual(isFault ? [code] : []);
      const [finding] = before.findings;
      if (finding === undefined) return;
      expect(finding.grade).toBe(grade);
      if (count === undefined) expect(finding.count).toBeLessThanOrEqual(20);
      else expect(finding.count).toBe(count);
      expect(finding.place.file).toBe(`${folder}/${file}`);
      expect(readFileSync(finding.place.file, 'utf8').split('\n')[finding.place.line - 1]).toContain(line);
      if (calledBy !== undefined) expect(finding.calledBy).toMatch(calledBy);
      if (code === 'TL_DOC_MIXED') expect(finding.own?.path).not.toBe(finding.context?.path);

      expect(finding.mend.changes.length > 0).toBe(!isByHand);
      paste(finding.mend.changes);
      const after = await runWithDoctor(folder, isByHand ? `${name}-mended.js` : file, node);
      expect(after.findings).toEqual([]);
      expect(after.code).toBe(0);
    });
  }
});

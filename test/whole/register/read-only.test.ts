import { expect, it } from 'vitest';

import { REGISTERED } from '../../support/run-node.js';
import { serveApp } from './serve-app.js';

it.each([
  ['console', [], '[mine]', '[mine]'],
  ['extension', [], '[mine]', '[mine]'],
  ['stream', [], '[mine]', '[mine]'],
  ['stdout', [], '[mine]', ''],
  ['stderr', [], '[mine]', '[mine]'],
  ['method', [], '[mine]', '[mine]'],
  ['nothing', ['--frozen-intrinsics'], '[mine]', '[mine]'],
])(
  'a process with a read-only %s serves as it does without register, and writes ids where it can',
  async (readOnly, flags, onConsole, onOutput) => {
    const app = await serveApp('read-only.mjs', [...flags, ...REGISTERED], { READ_ONLY: readOnly });
    const response = await fetch(app.url, { headers: { 'x-request-id': 'mine' } });
    expect([await response.text(), response.headers.get('x-request-id')]).toEqual(['served', 'mine']);
    await app.find(/console line/);
    await app.find(/output line/);
    const isWarned = readOnly !== 'method';
    if (isWarned) await app.find(/\[TL_WARN_READ_ONLY\]/);
    const lines = await app.stop();
    expect(lines).toContain(`${onConsole} console line`.trim());
    expect(lines).toContain(`${onOutput} output line`.trim());
    const warnings = lines.filter((line) => line.includes('[TL_WARN_READ_ONLY]'));
    expect(warnings).toHaveLength(isWarned ? 1 : 0);
  },
);

import { expect, it } from 'vitest';

import { showFindings } from '../../../src/command/inspect/show-findings.js';
import type { FindingView } from '../../../src/inspector/api.js';

const FINDING: FindingView = {
  code: 'TL_DOC_LOST',
  grade: 'sure',
  message: 'The context is lost\u001b[2J',
  place: { file: `${process.cwd()}/src/pool.js`, line: 7, column: 1 },
  count: 12,
  mend: 'Keep the context:\nwith code',
  mendCode: [],
  report: '',
};

it('prints each finding with what to do', () => {
  expect(showFindings([FINDING, { ...FINDING, count: 1, mend: '' }])).toBe(
    [
      'TL_DOC_LOST  src/pool.js:7  12 times',
      '  The context is lost [2J',
      '  help: Keep the context:',
      '  with code',
      '  npx throughline explain TL_DOC_LOST',
      '',
      'TL_DOC_LOST  src/pool.js:7  once',
      '  The context is lost [2J',
      '  npx throughline explain TL_DOC_LOST',
      '',
    ].join('\n'),
  );
  const mendCode = ["import { bind } from 'throughline';", '', "pool.on('drain', bind(() => {}));"];
  expect(showFindings([{ ...FINDING, mend: 'keep the context with bind', mendCode }])).toContain(
    [
      '  help: keep the context with bind',
      '',
      "      import { bind } from 'throughline';",
      '',
      "      pool.on('drain', bind(() => {}));",
      '',
      '  npx throughline explain TL_DOC_LOST',
    ].join('\n'),
  );
  expect(showFindings([])).toBe('There are none.\n');
});

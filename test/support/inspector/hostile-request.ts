import type { RequestDetail } from '../../../src/inspector/api.js';
import { sampleRequest, sampleSpan } from './sample-request.js';

/** Markup that sets `attacked` if it ever becomes markup, with a character that turns the direction of writing. */
export const HOSTILE = `"><img src=x onerror="attacked=1"></script><script>attacked=1</script>\u202Egnp.exe`;

/** A request with such a text, or one of 100 kB, wherever a text can be. */
export function hostileRequest(n: number): RequestDetail {
  const base = sampleRequest(n);
  const { startedAt, spanId } = base;
  const place = { file: `/app/${HOSTILE}`, line: 1, column: 1 };
  const long = HOSTILE.repeat(1000);
  return {
    ...base,
    kind: HOSTILE as 'request',
    service: HOSTILE,
    id: HOSTILE,
    name: HOSTILE,
    method: HOSTILE,
    path: `/${HOSTILE}`,
    error: long,
    client: HOSTILE,
    headers: { [HOSTILE]: long, host: HOSTILE, constructor: HOSTILE },
    spans: [
      sampleSpan({ spanId, parentId: spanId, name: long, startedAt, duration: 5, service: HOSTILE, place }),
      sampleSpan({
        spanId: 'a',
        parentId: 'b',
        name: HOSTILE,
        startedAt,
        error: long,
        attributes: { [HOSTILE]: long },
      }),
      sampleSpan({ spanId: 'b', parentId: 'a', name: HOSTILE, startedAt, events: [{ at: startedAt, name: long }] }),
    ],
    lines: [{ at: startedAt + 1, level: HOSTILE, text: long, fields: `{${HOSTILE}`, spanId, place }],
    tasks: [
      { id: 1, parent: 2, startedAt, place },
      { id: 2, parent: 1, startedAt, place },
    ],
    variables: [{ at: startedAt, task: 9, variable: HOSTILE, what: 'set', value: long, place }],
    errors: [{ at: startedAt, name: HOSTILE, message: long, stack: long, place, code: [{ line: 1, text: HOSTILE }] }],
    findings: [
      {
        code: HOSTILE,
        grade: HOSTILE,
        message: long,
        place,
        count: 2,
        mend: HOSTILE,
        mendCode: [HOSTILE, long],
        report: long,
      },
    ],
    repeated: [{ name: long, spanId, count: 5, total: 2, place }],
    cut: [HOSTILE],
    counts: { spans: 3, lines: 1, variables: 1, findings: 1 },
  };
}

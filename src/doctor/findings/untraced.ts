import type { IncomingMessage } from 'node:http';

import { callsOf, type Stack } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';
import { callbackOf } from './callback-of.js';
import type { Finding } from './finding.js';
import type { Findings } from './findings.js';
import { importLine } from './import-change.js';
import { atStart, namedRequest } from './request-name.js';

/** Adds the finding that a request is not traced, whose code used the context at `use`. */
export function addUntraced(findings: Findings, request: IncomingMessage, use: Stack): void {
  const { method = '', url = '' } = request;
  const user = userCodeOf(callsOf(use));
  if (user === undefined) return;
  const [{ file, line, column }] = user.calls;
  findings.add(`TL_DOC_LOST untraced ${file}:${line}:${column}`, request, (): Finding => {
    const own = namedRequest('', method, url.replace(/\?.*$/s, ''));
    const callback = callbackOf(user);
    return {
      code: 'TL_DOC_LOST',
      severity: 'fault',
      grade: 'likely',
      message: `${atStart(own)} is not traced`,
      place: callback.place,
      // One server that nothing traces is one cause, wherever its code uses the context.
      callback: 'a server that nothing traces',
      label: 'here its code uses a context, and there is none',
      calledBy: user.library ?? user.nodeModule,
      calledAt: undefined,
      origin: undefined,
      own,
      context: undefined,
      mend: {
        text: 'trace the server with an adapter, or all servers of the process with throughline/register',
        code: [
          importLine('traced', '').replace("throughline'", "throughline/node-http'"),
          '',
          'createServer(traced(listener));',
        ],
        changes: [],
      },
      count: 1,
    };
  });
}

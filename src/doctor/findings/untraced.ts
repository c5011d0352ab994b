import type { Arrival } from '../observe/arriving.js';
import { ownValue } from '../observe/harmless.js';
import type { Served } from '../observe/untraced.js';
import { callsOf, type Stack } from '../source/stack.js';
import { userCodeOf } from '../source/user-code.js';
import { callbackOf } from './callback-of.js';
import type { Finding, RequestName } from './finding.js';
import type { Findings } from './findings.js';
import { importLine } from './import-change.js';
import { atStart, namedRequest } from './request-name.js';

/** Adds the finding that a request is not traced, whose code used the context at `use`. */
export function addUntraced(findings: Findings, { arrival, isRequest }: Served, use: Stack): void {
  const user = userCodeOf(callsOf(use));
  if (user === undefined) return;
  const [{ file, line, column }] = user.calls;
  findings.add(`TL_DOC_LOST untraced ${file}:${line}:${column}`, arrival.request, (): Finding => {
    const own = nameOf(arrival);
    const callback = callbackOf(user);
    const name = isRequest ? 'traced' : 'tracedStream';
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
          importLine(name, '').replace("throughline'", "throughline/node-http'"),
          '',
          isRequest ? 'createServer(traced(listener));' : "server.on('stream', tracedStream(listener));",
        ],
        changes: [],
      },
      count: 1,
    };
  });
}

function nameOf({ request, isStream, headers }: Arrival): RequestName {
  const [from, method, path] = isStream ? [headers, ':method', ':path'] : [request, 'method', 'url'];
  const text = (name: string): string => {
    const value = ownValue(from, name);
    return typeof value === 'string' ? value : '';
  };
  return namedRequest('', text(method), text(path).replace(/\?.*$/s, ''));
}

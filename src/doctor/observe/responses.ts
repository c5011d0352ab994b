import { ServerResponse } from 'node:http';

import { patch } from '../../core/patch.js';
import { currentRequest } from './current-request.js';
import { carriedTask } from '../../request/run/carried-task.js';
import { addMixed } from '../findings/mixed.js';
import type { Findings } from '../findings/findings.js';
import { callsOf, takeStack } from '../source/stack.js';
import { flow } from './foreign.js';
import { currentBirth } from './origins.js';
import { isArriving } from './untraced.js';

/** Looks whether the head of each response is sent in the context of its own request. What is streamed later may come from anywhere. */
export function watchResponses(findings: Findings): void {
  patch(ServerResponse.prototype as object, 'writeHead', (writeHead) => {
    return function writeHeadAndLook(this: object, ...args) {
      const own = carriedTask(this);
      if (own !== undefined && !own.answered && flow.getStore()?.foreign?.isFound !== true) {
        const context = currentRequest();
        if (context?.task !== own && (context !== undefined || !isArriving(this as ServerResponse))) {
          const calls = callsOf(takeStack(writeHeadAndLook, 50));
          addMixed(findings, { grade: 'sure', calls, birth: currentBirth(), own, context, did: sent });
        }
      }
      return Reflect.apply(writeHead, this, args);
    };
  });
}

function sent(request: string): string {
  return `the response to ${request} is sent`;
}

import { warn } from '../../core/throughline-warning.js';
import { generateTraceId } from '../../w3c/ids.js';
import { policyAnswer } from './policy-answer.js';
import type { Scope } from '../scope.js';

/** Where request ids come from. */
export interface RequestIdPolicy {
  /** The request header, in lower case, that may bring an id; `false` for none. */
  readonly requestHeader: string | false;
  /** Whether an id from outside is valid. Asked only of 1 to 1024 printable ASCII characters without a comma. */
  readonly validate: (id: string) => boolean;
  /** Makes a fresh id: 1 to 1024 printable ASCII characters. */
  readonly generate: (scope: Scope) => string;
}

/** What an id from outside may look like unless `validate` says otherwise: nothing that could forge a log line, a field or a header. */
export function isRequestId(id: string): boolean {
  return /^[A-Za-z0-9._=-]{1,128}$/.test(id);
}

/** Whether `id` can stand in a header and in a line of a log. A scan: it runs for every request. */
export function isPrintable(id: unknown): id is string {
  if (typeof id !== 'string' || id.length === 0 || id.length > 1024) return false;
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** The id that came with the request, if it is valid. A header that came twice is joined by a comma, and refused for it. */
export function incomingRequestId(scope: Scope, { requestHeader, validate }: RequestIdPolicy): string | undefined {
  const id = requestHeader === false ? undefined : scope.headers.get(requestHeader);
  return isPrintable(id) && !id.includes(',') && policyAnswer(validate(id)) === true ? id : undefined;
}

/** A fresh id as the policy makes it. */
export function freshRequestId(scope: Scope, { generate }: RequestIdPolicy): string {
  if (generate === generateTraceId) return generateTraceId();
  const id = policyAnswer(generate(scope));
  if (isPrintable(id)) return id;
  warn('TL_WARN_POLICY_FAILED');
  return generateTraceId();
}

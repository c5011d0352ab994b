import { refusePromise } from '../../core/refuse-promise.js';
import { warn } from '../../core/throughline-warning.js';

/** The answer of an option such as `trust`; `undefined`, with a warning, in place of a promise: no request waits for one. */
export function policyAnswer(answer: unknown): unknown {
  const settled = refusePromise(answer);
  if (settled !== answer) warn('TL_WARN_POLICY_FAILED', 'The option returned a promise. It must answer at once.');
  return settled;
}

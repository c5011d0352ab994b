import { warn } from '../../core/throughline-warning.js';
import type { TrustPolicy } from './identity.js';
import { policyAnswer } from './policy-answer.js';
import type { Scope } from '../scope.js';

/** What is taken of what a request brings: all that is valid, a link to its trace, nothing. */
export type Decision = 'accept' | 'link' | 'ignore';

/** What a policy says of a request; of a function that may be JavaScript, nothing but `true` is a yes. */
export function decisionOn(trust: TrustPolicy['trust'], scope: Scope): Decision {
  if (typeof trust !== 'function') return trust;
  try {
    const answer = policyAnswer(trust(scope));
    return answer === true ? 'accept' : answer === 'link' ? 'link' : 'ignore';
  } catch (error) {
    warn('TL_WARN_POLICY_FAILED', error);
    return 'ignore';
  }
}

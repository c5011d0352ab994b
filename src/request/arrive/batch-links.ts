import { parseTraceparent, type Traceparent } from '../../w3c/traceparent.js';
import type { Scope } from '../scope.js';
import type { TrustPolicy } from './identity.js';
import { decisionOn } from './trust-decision.js';

/** As many as OpenTelemetry keeps for one span. Source: OpenTelemetry specification, "Span Limits". */
const MAX_LINKS = 128;

/** The traces of the messages of a batch, of those that the policy does not ignore. */
export function batchLinks(
  scope: Scope,
  messages: NonNullable<Scope['links']>,
  { trust }: TrustPolicy,
): readonly Traceparent[] {
  const links: Traceparent[] = [];
  for (const headers of messages) {
    if (links.length === MAX_LINKS) break;
    const parent = parseTraceparent(headers.get('traceparent'));
    if (parent === undefined || decisionOn(trust, { ...scope, headers, links: undefined }) === 'ignore') continue;
    links.push(parent);
  }
  return links;
}

import { assertArgument } from '../../core/assert-argument.js';
import { isObject } from '../../core/is-object.js';
import { inject, type InjectOptions } from '../../propagation/inject.js';

/** The `MessageAttributes` of SQS and SNS, as a client of AWS takes them. */
export type MessageAttributes = Record<string, { DataType: string | undefined; StringValue?: string | undefined }>;

/** Source: Amazon SQS, "Message metadata": a message can have up to 10 attributes. */
const MAX_ATTRIBUTES = 10;

/** What comes last, and is left out first where there is not room for all. */
const LAST = ['tracestate', 'baggage'];

/**
 * Writes what `inject` writes into the attributes of a message of SQS or SNS, and returns them. A message has ten attributes at most. If
 * there is not room for all, `baggage` is left out first, then `tracestate`, then the request id. Your own attributes stay. Throws
 * `TL_ERR_INVALID_ARGUMENT` if `attributes` is not an object, or cannot be changed, and what `inject` throws.
 *
 *     new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes: injectAttributes() });
 */
export function injectAttributes<A extends MessageAttributes>(attributes = {} as A, options?: InjectOptions): A {
  assertArgument(
    isObject(attributes) && Object.isExtensible(attributes),
    'attributes',
    'an object that can be changed',
  );
  const fields: [name: string, value: string][] = [];
  const carrier = {
    keys: () => Object.keys(attributes),
    set: (name: string, value: string) => void fields.push([name, value]),
    delete: (name: string) => Reflect.deleteProperty(attributes, name),
  };
  inject(carrier, options);
  const inOrder = fields.toSorted(([one], [other]) => LAST.indexOf(one) - LAST.indexOf(other));
  const room = Math.max(0, MAX_ATTRIBUTES - Object.keys(attributes).length);
  for (const [name, StringValue] of inOrder.slice(0, room)) {
    Reflect.set(attributes, name, { DataType: 'String', StringValue });
  }
  return attributes;
}

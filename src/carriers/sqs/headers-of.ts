import { attempt } from '../../core/attempt.js';

/** What is read of a message: as SQS hands it over, as Lambda does, or as SNS writes it into a body. */
export interface SentMessage {
  readonly MessageAttributes?: object | undefined;
  readonly messageAttributes?: object | undefined;
}

/** How an attribute has its text: with SQS, with Lambda, and in a notification of SNS. */
const TEXT = ['StringValue', 'stringValue', 'Value'];

/**
 * The headers that a message of SQS or SNS came with, for the option `from` of `runJob`. Ask for them when you receive:
 * `MessageAttributeNames: ['All']`. If SNS feeds the queue without raw delivery, parse the body and pass that. Never throws.
 *
 *     runJob({ name: 'orders', from: headersOf(message) }, () => handle(message));
 */
export function headersOf(message: SentMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const attributes = attempt(() => Object.entries(message.MessageAttributes ?? message.messageAttributes ?? {})) ?? [];
  for (const [name, attribute] of attributes) {
    const text = attempt(() => textOf(attribute));
    if (text !== undefined) headers.set(name, text);
  }
  return headers;
}

function textOf(attribute: object): string | undefined {
  return TEXT.map((name): unknown => Reflect.get(attribute, name)).find((text) => typeof text === 'string');
}

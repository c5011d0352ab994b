import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

type Attributes = Record<string, { DataType: string; StringValue?: string }>;

interface StoredMessage {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly MessageAttributes: Attributes;
}

/** What a request of SQS may say. */
interface Input {
  readonly MessageBody?: string;
  readonly MessageAttributes?: Attributes;
  readonly MessageAttributeNames?: readonly string[];
  readonly ReceiptHandle?: string;
}

interface FakeAws {
  /** What its clients are to be told by the environment. */
  readonly env: Record<string, string>;
  /** What is in the queue. */
  readonly messages: StoredMessage[];
}

/**
 * As much of SQS and SNS as a queue that is subscribed to a topic needs: it refuses an eleventh attribute, and gives none that was not asked
 * for. Source: Amazon SQS, "AWS JSON protocol"; Amazon SNS, "Publish", and the format of its notifications.
 */
export async function fakeAws(): Promise<FakeAws> {
  const messages: StoredMessage[] = [];
  const put = (Body: string, MessageAttributes: Attributes): void => {
    if (Object.keys(MessageAttributes).length > 10) throw new Error('InvalidParameterValue: more than 10 attributes');
    messages.push({ Body, MessageAttributes, ReceiptHandle: randomUUID() });
  };
  const actions: Record<string, (input: Input) => object> = {
    SendMessage({ MessageBody = '', MessageAttributes = {} }) {
      put(MessageBody, MessageAttributes);
      return { MessageId: randomUUID(), MD5OfMessageBody: md5(MessageBody) };
    },
    ReceiveMessage: ({ MessageAttributeNames = [] }) => ({
      Messages: messages.map(({ MessageAttributes, ...message }) => ({
        ...message,
        MD5OfBody: md5(message.Body),
        ...(MessageAttributeNames.includes('All') && { MessageAttributes }),
      })),
    }),
    DeleteMessage({ ReceiptHandle }) {
      const index = messages.findIndex((message) => message.ReceiptHandle === ReceiptHandle);
      messages.splice(index, 1);
      return {};
    },
  };
  const publish = (form: URLSearchParams): string => {
    const notified: Record<string, { Type: string; Value: string }> = {};
    for (let i = 1; form.has(`MessageAttributes.entry.${i}.Name`); i++) {
      const [name, type, text] = ['Name', 'Value.DataType', 'Value.StringValue'].map(
        (part) => form.get(`MessageAttributes.entry.${i}.${part}`) ?? '',
      ) as [string, string, string];
      notified[name] = { Type: type, Value: text };
    }
    put(JSON.stringify({ Type: 'Notification', Message: form.get('Message'), MessageAttributes: notified }), {});
    return `<PublishResponse><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult></PublishResponse>`;
  };

  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const target = request.headers['x-amz-target'];
      if (typeof target !== 'string') return response.end(publish(new URLSearchParams(body)));
      const action = actions[target.split('.')[1] ?? ''];
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      return response.end(JSON.stringify(action?.(JSON.parse(body) as Input)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    QUEUE_URL: `${url}/000000000000/orders`,
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:orders',
  };
  return { env, messages };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

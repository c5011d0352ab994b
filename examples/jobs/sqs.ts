// A message of SQS goes on with the id and the trace of who sent it, also by way of SNS.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { headersOf, injectAttributes } from 'throughline/sqs';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

const sqs = new SQSClient();
const sns = new SNSClient();
const QueueUrl = process.env['QUEUE_URL'] ?? '';
const TopicArn = process.env['TOPIC_ARN'] ?? '';

await runJob({ name: 'sender' }, async () => {
  log('sending');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order-1', MessageAttributes: injectAttributes() }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'order-2', MessageAttributes: injectAttributes() }));
});

// Attributes come only where they are asked for.
const { Messages = [] } = await sqs.send(
  new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
);
for (const message of Messages) {
  const notification = notificationIn(message); // of SNS, unless the subscription has raw delivery
  await runJob({ name: 'orders', from: headersOf(notification ?? message) }, async () => {
    log(`handled ${notification?.Message ?? message.Body}`);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  });
}

function notificationIn({ Body = '' }: Message): { Message: string; MessageAttributes?: object } | undefined {
  return Body.startsWith('{') ? (JSON.parse(Body) as { Message: string }) : undefined;
}

import type { ConsumeMessage } from 'amqplib';
import type { EachBatchPayload } from 'kafkajs';
import type { Msg } from 'nats';
import { accessLog } from 'throughline/access-log';
import { headersOf } from 'throughline/bullmq';
import { type JobOptions, runJob } from 'throughline/jobs';
import { headersOf as headersOfMessage, injectAttributes } from 'throughline/sqs';

import { exactly } from '../exactly.js';

exactly<number>()(runJob({ name: 'a' }, () => 5));
exactly<Promise<number>>()(runJob({ name: 'a', from: null }, async () => 5));
exactly<void>()(runJob({ name: 'a', parent: 'link' }, () => {}));
exactly<string>()(runJob({ name: 'a', end: (span) => void span.error }, (span) => span.requestId));
exactly<Promise<string>>()(runJob({ name: 'a', ...accessLog(() => {}) }, async (span) => span.traceId));
exactly<number | Promise<number>>()(runJob({ name: 'a', ...accessLog(() => {}) }, () => 5));
exactly<number | Promise<number>>()(runJob({ name: 'a', requestBefore: async () => {} }, () => 5));

export const amqp = ({ properties }: ConsumeMessage) => runJob({ name: 'a', from: properties.headers }, () => 5);
export const nats = (message: Msg) => runJob({ name: 'a', from: message.headers }, () => 5);
export const kafka = ({ batch }: EachBatchPayload) =>
  runJob({ name: batch.topic, links: batch.messages.map((message) => message.headers) }, async () => {});
export const bull = (job: { opts: { telemetry?: { metadata?: string; omitContext?: boolean } } }) =>
  runJob({ name: 'a', from: headersOf(job) }, () => 5);
export const sqs = (message: {
  MessageAttributes?: Record<string, { StringValue?: string; DataType: string | undefined }>;
}) => runJob({ name: 'a', from: headersOfMessage(message) }, () => 5);
export const attributes: Record<string, { DataType: string | undefined; StringValue?: string }> = injectAttributes();
export const options: JobOptions = { name: 'a', trust: (scope) => scope.name === 'a' };

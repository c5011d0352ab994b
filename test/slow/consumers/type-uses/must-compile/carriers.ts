import { IncomingMessage, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

import { Metadata } from '@grpc/grpc-js';
import type { ConsumeMessage, MessagePropertyHeaders, Options } from 'amqplib';
import type { EachMessagePayload, IHeaders, Message } from 'kafkajs';
import { headers, type Msg, type MsgHdrs } from 'nats';
import { extract, inject, type ReadableCarrier, type WritableCarrier } from 'throughline/propagation';

import { exactly } from '../exactly.js';

export const readAmqp = ({ properties }: ConsumeMessage) => extract(properties.headers).run(() => properties.headers);
export const readAmqpHeaders = (given: MessagePropertyHeaders) => extract(given, { trust: 'ignore' });
export const readNats = (message: Msg) => extract(message.headers);
export const readNatsHeaders = (given: MsgHdrs | null) => extract(given);
export const readKafka = ({ message }: EachMessagePayload) => extract(message.headers);
export const readKafkaHeaders = (given: IHeaders) => extract(given);
export const readNode = (request: IncomingMessage) => extract(request.headers);
export const readNodeHeaders = (given: IncomingHttpHeaders) => extract(given);
export const readHeaders = (request: Request) => extract(request.headers);
export const readGrpc = (given: Metadata) => extract(given);
export const readMap = (given: ReadonlyMap<string, string>) => extract(given);
export const readRecord = (given: Readonly<Record<string, unknown>>) => extract(given);
export const readEnvironment = () => extract(process.env);
export const readCarrier = (given: ReadableCarrier) => extract(given);
// No type tells attributes of SQS from a record of anything: they compile, and bring no header.
export const readSqs = (given?: Record<string, { StringValue?: string; DataType: string | undefined }>) =>
  extract(given);
extract(undefined);
extract(null);
extract({});

export const published: Options.Publish = { headers: inject({}) };
export const sent: Message = { value: 'x', headers: inject<IHeaders>({}) };
export const writeHttp = (given: OutgoingHttpHeaders) => inject(given);
export const writeResponse = (given: ServerResponse) => inject(given);
export const writeCarrier = (given: WritableCarrier) => inject(given);
exactly<MsgHdrs>()(inject(headers()));
exactly<Metadata>()(inject(new Metadata()));
exactly<Headers>()(inject(new Headers()));
exactly<Map<string, string>>()(inject(new Map<string, string>()));
exactly<URLSearchParams>()(inject(new URLSearchParams()));
exactly<{ a: string }>()(inject({ a: 'b' }, { requestHeader: false }));
exactly<Record<string, string>>()(inject<Record<string, string>>({}));

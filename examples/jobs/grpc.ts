// A call of gRPC goes on with the id and the trace of its caller, in its metadata.
import { type handleUnaryCall, makeGenericClientConstructor, Metadata, Server } from '@grpc/grpc-js';
import { credentials, ServerCredentials } from '@grpc/grpc-js';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

// What a .proto file would say.
const text = { serialize: (value: string) => Buffer.from(value), deserialize: (bytes: Buffer) => bytes.toString() };
const Charge = {
  path: '/Orders/Charge',
  requestStream: false,
  responseStream: false,
  requestSerialize: text.serialize,
  requestDeserialize: text.deserialize,
  responseSerialize: text.serialize,
  responseDeserialize: text.deserialize,
} as const;

const charge: handleUnaryCall<string, string> = (call, callback) =>
  runJob({ name: 'Orders/Charge', from: call.metadata }, () => {
    log(`charging ${call.request}`);
    callback(null, 'charged');
  });

const server = new Server();
server.addService({ Charge }, { Charge: charge });
const port = await new Promise<number>((resolve, reject) => {
  const done = (error: Error | null, bound: number): void => (error === null ? resolve(bound) : reject(error));
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), done);
});

const Client = makeGenericClientConstructor({ Charge }, 'Orders');
const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
await runJob({ name: 'sender' }, async () => {
  log('calling');
  await new Promise((resolve) => client['Charge']?.('order-1', inject(new Metadata()), resolve));
});
client.close();
server.forceShutdown();

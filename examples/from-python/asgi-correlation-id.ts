import { pino } from 'pino';
import { TraceCtx } from 'throughline';
import { traced } from 'throughline/fetch';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });
const isUuid4 = (id: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id);

const application = traced(
  () => {
    log.info('handled'); // has request_id
    return new Response(TraceCtx.getId());
  },
  {
    requestHeader: 'x-request-id',
    responseHeader: 'x-request-id',
    validate: isUuid4,
    generate: () => crypto.randomUUID(),
  },
);

const id = '5e1f3b0a-6f0c-4d3c-9a57-0d9f0a1b2c3d';
for (const sent of [id, 'not a UUID']) {
  const response = await application(new Request('http://localhost/', { headers: { 'x-request-id': sent } }));
  console.log(response.headers.get('x-request-id') === sent, (await response.text()) === sent);
}

// A CloudEvent goes on with the id and the trace of who emitted it, in its extension attributes.
import { CloudEvent, HTTP } from 'cloudevents';
import { logContext } from 'throughline';
import { runJob } from 'throughline/jobs';
import { inject } from 'throughline/propagation';

const log = (message: string): void => console.log(JSON.stringify({ message, ...logContext() }));

// Attribute names have only letters and digits, so x-request-id is not allowed.
const requestHeader = 'requestid';

const { body, headers } = runJob({ name: 'sender' }, () => {
  log('emitting');
  const attributes = inject<Record<string, unknown>>({}, { requestHeader });
  return HTTP.binary(new CloudEvent({ type: 'order', source: '/shop', data: 'order-1', ...attributes }));
});

const event = HTTP.toEvent({ body, headers }) as CloudEvent<string>;
runJob({ name: event.type, from: event, requestHeader }, () => log(`handled ${event.data}`));

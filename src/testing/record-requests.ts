import type { PublishedRequest } from '../request/run/request-channel.js';
import type { Recorder, SpanRecord } from '../spans/record/recorder.js';
import { watchRequests } from '../spans/record/watch-requests.js';

/** Records each request that arrives as a span such as `GET /orders/1`. Returns a function that stops it. */
export function recordRequests(recorder: Recorder): () => void {
  const records = new WeakMap<PublishedRequest, SpanRecord>();
  return watchRequests({
    start(message) {
      const { method, path } = message.scope;
      const attributes = { 'http.request.method': method, 'url.path': path };
      records.set(message, recorder.start({ name: `${method} ${path}`, kind: 'server', attributes }, message.span));
    },
    asyncEnd(message) {
      const record = records.get(message);
      record?.setAttributes({ 'http.response.status_code': message.status });
      if (message.error !== undefined) record?.fail(message.error);
      record?.end();
    },
  });
}

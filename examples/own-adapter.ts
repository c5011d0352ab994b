// An adapter for functions in the style of AWS Lambda behind an API gateway, on public entries only.
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID, type TracingOptions } from 'throughline';
import { Tracing } from 'throughline/adapter';

interface GatewayEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly headers: Record<string, string>;
}

interface GatewayResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

type Handler = (event: GatewayEvent) => Promise<GatewayResult>;

function traced(handler: Handler, options?: TracingOptions): Handler {
  const tracing = new Tracing(options); // once: checks the options
  return async (event) => {
    const { httpMethod, path } = event;
    const task = tracing.open({ type: 'http', method: httpMethod, path, headers: new Headers(event.headers) });
    try {
      const result = await task.start(() => handler(event));
      const { statusCode, body } = result;
      const headers = new Headers(result.headers);
      task.responseStart(statusCode, headers); // puts the id into the headers
      if (task.observesResponse) task.responseBody(body);
      return { statusCode, body, headers: Object.fromEntries(headers) };
    } catch (error) {
      task.fail(error); // the span will end with it
      throw error;
    } finally {
      task.end();
    }
  };
}

const handler = traced(async ({ path }) => {
  await sleep(Math.random() * 10);
  console.log(`${CTX_REQUEST_ID.get()} ${path}`);
  return { statusCode: 200, body: CTX_REQUEST_ID.get() };
});

const invoke = (path: string, id: string): Promise<GatewayResult> =>
  handler({ httpMethod: 'GET', path, headers: { 'X-Request-Id': id } });
const results = await Promise.all([invoke('/a', 'aaa'), invoke('/b', 'bbb'), invoke('/c', 'bad id')]);
for (const { headers, body } of results) console.log(`answered ${headers?.['x-request-id'] === body}`);

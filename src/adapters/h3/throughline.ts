import type { RequestTask } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { type Answer, h3Tracing, nodeOf } from './h3-tracing.js';
import { watch } from './watch.js';

/** The part of an h3 app that is needed. */
interface H3App {
  fetch(request: Request): Answer;
  request?(input: Request | URL | string, init?: RequestInit, context?: never): Answer;
  use(middleware: (event: { readonly req: Request }, next: () => unknown) => unknown): unknown;
}

/**
 * Returns a plugin that traces the requests of h3, on every runtime. Register it before all middleware. `onRequest`, `onResponse` and
 * `onError` of the app see the id, too. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.register(throughline());
 */
export function throughline(options?: TracingOptions): (app: H3App) => void {
  const trace = h3Tracing(options);

  return (app) => {
    const key = Symbol('throughline.app'); // an app that is mounted in another must not watch the same request again
    type Watched = Request & { [key]?: RequestTask };
    const answer = (request: Request, application: (request: Request) => Answer): Answer =>
      trace(request, (task, observed) => {
        (observed as Watched)[key] = task;
        return application(observed);
      });

    const { fetch, request: local } = app;
    app.fetch = (request) => answer(request, (observed) => fetch(observed));
    if (local !== undefined) {
      app.request = (input, init, context) => {
        const request = toRequest(input, init);
        return answer(request, (observed) => local(observed, undefined, context));
      };
    }
    app.use((event, next) => {
      const task = (event.req as Watched)[key];
      return task === undefined ? next() : watch(task, next, nodeOf(event.req) !== undefined);
    });
  };
}

/** As h3 reads them: a path is one of the host that the headers name. */
function toRequest(input: Request | URL | string, init: RequestInit | undefined): Request {
  if (typeof input === 'object' && !(input instanceof URL) && init === undefined) return input;
  const isPath = typeof input === 'string' && input.startsWith('/');
  const host = isPath ? (new Headers(init?.headers).get('host') ?? 'localhost') : '';
  const origin = URL.canParse(`http://${host}`) ? `http://${host}` : 'http://localhost';
  return new Request(isPath ? origin + input : input, init);
}

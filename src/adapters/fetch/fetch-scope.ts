import type { Scope, ScopeHeaders } from '../../index.js';
import type { KeepsWhole } from './whole-responses.js';

/** The scope of a web `Request`, which does not say where it came from. */
export class FetchScope implements Scope, KeepsWhole {
  readonly type = 'http';
  readonly method: string;
  readonly path: string;
  readonly headers: ScopeHeaders;
  readonly #url: string;
  /** `null` once the handler has answered: a context may be kept long after its request. */
  #whole: Response | null | undefined;

  constructor(request: Request) {
    this.#url = request.url;
    this.method = request.method;
    this.path = pathOf(this.#url);
    this.headers = request.headers;
  }

  keepWhole(response: Response): void {
    if (this.#whole !== null) this.#whole = response;
  }

  /** Gives the response that was kept last, and keeps none from then on. */
  takeWhole(): Response | undefined {
    const whole = this.#whole ?? undefined;
    this.#whole = null;
    return whole;
  }

  get scheme(): string {
    return this.#url.slice(0, this.#url.indexOf(':'));
  }

  /** Of the URL, with its port. */
  get host(): string {
    return hostOf(this.#url);
  }

  get query(): string {
    const [beforeFragment = ''] = this.#url.split('#', 1);
    const start = beforeFragment.indexOf('?');
    return start === -1 ? '' : beforeFragment.slice(start + 1);
  }
}

/** The path of an absolute URL, as `URL` serializes it. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  if (start === -1) return '/';
  const fragment = url.indexOf('#', start);
  const end = fragment === -1 ? url.length : fragment;
  const query = url.indexOf('?', start);
  return url.slice(start, query === -1 || query > end ? end : query);
}

/** The host of an absolute URL, as `URL` serializes it. */
function hostOf(url: string): string {
  const start = url.indexOf('://') + 3;
  const end = url.indexOf('/', start);
  return url.slice(start, end === -1 ? undefined : end);
}

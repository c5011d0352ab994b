import { type Fetch, type Hop, sendHop } from './hop.js';
import { nextHop } from './next-hop.js';
import { replayable } from './replayable.js';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Source: Fetch, HTTP-redirect fetch, 6. */
const MAX_REDIRECTS = 20;

/**
 * Makes the request and those that it is redirected to, each with the headers for its own URL and no other. Rejects with a
 * `TypeError` where `fetch` does. Source: Fetch, HTTP-redirect fetch.
 */
export async function followRedirects(fetch: Fetch, first: Hop): Promise<Response> {
  const body = replayable(first);
  try {
    let hop = first;
    for (let count = 0; ; count++) {
      const response = await sendHop(fetch, hop, 'manual');
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null) return count === 0 ? response : redirected(response);
      await response.body?.cancel();
      if (count === MAX_REDIRECTS) throw new TypeError('fetch failed: there were more than 20 redirects');
      hop = await nextHop(hop, response.status, location, body.replay);
    }
  } finally {
    body.release();
  }
}

/** For the runtime, the last request was the only one. Its URL is right, `redirected` is not. */
function redirected(response: Response): Response {
  return Object.defineProperty(response, 'redirected', { value: true, configurable: true });
}

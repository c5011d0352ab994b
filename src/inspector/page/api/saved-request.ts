import type { RequestDetail } from '../../api.js';

/** The element of an exported page that holds its request. */
export const SAVED_ID = 'saved-request';

/** The request that this page was exported with; `undefined` where a collector serves it. */
export function savedRequest(): RequestDetail | undefined {
  const text = document.querySelector(`#${SAVED_ID}`)?.textContent;
  return text === undefined || text === null ? undefined : (JSON.parse(text) as RequestDetail);
}

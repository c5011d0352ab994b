/** What a name says whose value nobody is to see. */
const SECRET = /pass|pwd|secret|token|auth|cookie|session|key|credit|card|ssn|cvv|signature|jwt|bearer|private/i;

export const REDACTED = '(redacted)';

/** Whether values are shown as they are: `throughline dev --show-values`. */
export const showing = { isAll: false };

/** Whether what has this name is not to be shown. */
export function isSecret(name: string): boolean {
  return !showing.isAll && SECRET.test(name);
}

/** A query, or the body of a form, without the values of what is secret by its name. */
export function redactedQuery(query: string): string {
  if (query === '' || showing.isAll) return query;
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at !== -1 && isSecret(pair.slice(0, at)) ? `${pair.slice(0, at)}=${REDACTED}` : pair;
    })
    .join('&');
}

/** A URL without the password and the query values that are secret. */
export function redactedUrl(url: string): string {
  if (showing.isAll) return url;
  const at = url.indexOf('?');
  const start = (at === -1 ? url : url.slice(0, at)).replace(/\/\/[^/@]*@/, `//${REDACTED}@`);
  return at === -1 ? start : `${start}?${redactedQuery(url.slice(at + 1))}`;
}

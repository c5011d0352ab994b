import type { RequestDetail } from '../../api.js';

/** What is of the connection, which curl makes itself. */
const OWN = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'keep-alive']);

/** The command that sends the request again, for a POSIX shell. Headers that were redacted are left out. */
export function asCurl({ method, path, query = '', headers }: RequestDetail): string {
  const parts = [`curl ${quote(`http://${headers['host'] ?? 'localhost'}${path}${query === '' ? '' : `?${query}`}`)}`];
  if (method !== 'GET') parts.push(method === 'HEAD' ? '--head' : `--request ${quote(method)}`);
  for (const [name, value] of Object.entries(headers)) {
    if (!OWN.has(name.toLowerCase()) && !isRedacted(value)) parts.push(`--header ${quote(`${name}: ${value}`)}`);
  }
  return parts.join(' \\\n  ');
}

function isRedacted(value: string): boolean {
  return value.includes('(redacted)');
}

/** In quotes, in which a shell changes nothing; without the characters with which a paste runs or hides something. */
function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return `'${text.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, '').replaceAll("'", String.raw`'\''`)}'`;
}

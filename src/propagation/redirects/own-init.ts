/** Source: Fetch, RequestInit. */
const MEMBERS = [
  'method',
  'headers',
  'body',
  'referrer',
  'referrerPolicy',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'integrity',
  'keepalive',
  'signal',
  'duplex',
] as const;

/** What `fetch` reads of its second argument, as properties of one object's own: a `Request`, or a class, has them elsewhere. */
export function ownInit(init: RequestInit | undefined): RequestInit {
  const own: Record<string, unknown> = { ...init };
  if (init === undefined || init === null) return own;
  for (const name of MEMBERS) if (!(name in own) && name in init) own[name] = Reflect.get(init, name);
  return own;
}

/** The modules whose name is all that changes: what they export has the same names and does the same here. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['cls-hooked', 'throughline/cls-hooked'],
  ['continuation-local-storage', 'throughline/cls-hooked'],
]);

/** The modules whose users have something to choose, and the title of the guide that says what to write: the package has no docs. */
export const GUIDES: ReadonlyMap<string, string> = new Map([
  ['@fastify/request-context', 'From @fastify/request-context'],
  ['cls-rtracer', 'From cls-rtracer'],
  ['express-http-context', 'From express-http-context'],
  ['hono/context-storage', "From Hono's request-id and context-storage"],
  ['hono/request-id', "From Hono's request-id and context-storage"],
  ['nestjs-cls', 'From nestjs-cls'],
]);

/** The modules whose name is all that changes: what they export has the same names and does the same here. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['cls-hooked', 'throughline/cls-hooked'],
  ['continuation-local-storage', 'throughline/cls-hooked'],
]);

/** The modules whose users have something to choose, and the page that says what to write. */
export const GUIDES: ReadonlyMap<string, string> = new Map([
  ['@fastify/request-context', 'docs/guide/from-fastify-request-context.md'],
  ['cls-rtracer', 'docs/guide/from-cls-rtracer.md'],
  ['express-http-context', 'docs/guide/from-express-http-context.md'],
  ['hono/context-storage', 'docs/guide/from-hono.md'],
  ['hono/request-id', 'docs/guide/from-hono.md'],
  ['nestjs-cls', 'docs/guide/from-nestjs-cls.md'],
]);

import type { MiddlewareHandler } from 'astro';
import { traced } from 'throughline/fetch';

export const onRequest: MiddlewareHandler = (context, next) => traced(() => next())(context.request);

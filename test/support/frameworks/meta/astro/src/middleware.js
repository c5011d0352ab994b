import { traced } from 'throughline/fetch';

export const onRequest = (context, next) => traced(() => next())(context.request);

import type { MiddlewareFunction } from 'react-router';
import { traced } from 'throughline/fetch';

export const middleware: MiddlewareFunction<Response>[] = [({ request }, next) => traced(() => next())(request)];

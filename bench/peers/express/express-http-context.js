// It knows of no ids: what sets one is from its README. It sets no header; the second line does.
import { randomUUID } from 'node:crypto';
import httpContext from 'express-http-context';

export function install(app) {
  app.use(httpContext.middleware);
  app.use((request, response, next) => {
    const id = request.headers['x-request-id'] ?? randomUUID();
    httpContext.set('requestId', id);
    response.setHeader('x-request-id', id);
    next();
  });
}
export const readId = () => httpContext.get('requestId');

import { contextStorage, getContext } from 'hono/context-storage';
import { requestId } from 'hono/request-id';

export function install(app) {
  app.use(contextStorage());
  app.use(requestId());
}
export const readId = () => getContext().get('requestId');

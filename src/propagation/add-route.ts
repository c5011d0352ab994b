import { singleton } from '../core/singleton.js';
import { type Route, routes } from './fields/fields-for.js';
import { propagateInFetch } from './patches/fetch.js';
import { propagateInNodeHttp } from './patches/node-http/node-http.js';
import { propagateInUndici } from './patches/undici/undici.js';

/** What is in place while there is a route, in one copy of the package: what takes it away again. */
const installed = singleton('carriers', (): (() => void)[] => []);

/** Adds a route, with what sees requests of clients in place. Returns what takes it away. */
export function addRoute(route: Route): () => void {
  routes.add(route);
  if (installed.length === 0) installed.push(propagateInUndici(), propagateInNodeHttp(), propagateInFetch());
  return () => {
    routes.delete(route);
    if (routes.size === 0) for (const uninstall of installed.splice(0)) uninstall();
  };
}

/** Lets all requests to other servers have spans. They carry nothing but what `propagate` lets them carry. */
export function recordAllClients(): void {
  addRoute({ isListed: () => true, requestHeader: false, isSilent: true });
}

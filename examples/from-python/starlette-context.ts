import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

// In place of one dict for everything, each value has its own typed variable.
const USER_AGENT = new ContextVar<string>('user-agent', { default: '' });
const CART = new ContextVar<string[]>('cart');

const addToCart = (item: string): void => void CART.set([...CART.get([]), item]);

const application = traced(
  () => {
    addToCart('book');
    addToCart('pen');
    return Response.json({ id: CTX_REQUEST_ID.get(), agent: USER_AGENT.get(), cart: CART.get() });
  },
  { requestBefore: (span) => void USER_AGENT.set(span.scope.headers.get('user-agent') ?? '') }, // a plugin
);

const headers = { 'x-request-id': 'request-1', 'user-agent': 'curl' };
console.log(await (await application(new Request('http://localhost/', { headers }))).text());

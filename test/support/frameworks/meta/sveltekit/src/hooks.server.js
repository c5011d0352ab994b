import { traced } from 'throughline/fetch';

export const handle = ({ event, resolve }) => traced(() => resolve(event))(event.request);

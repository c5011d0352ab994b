import type { Handle } from '@sveltejs/kit';
import { traced } from 'throughline/fetch';

export const handle: Handle = ({ event, resolve }) => traced(() => resolve(event))(event.request);

import type { Handle } from '@sveltejs/kit/hooks';
import { traced } from 'throughline/fetch';

export const handle: Handle = ({ event, resolve }) => traced(() => resolve(event))(event.request);

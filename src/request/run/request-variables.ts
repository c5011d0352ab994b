import { FIELD_ROWS } from '../request-fields.js';
import { CURRENT_SPAN } from './current-span.js';

/** All variables that a request has a value of: the current span, and what the request is known by. */
export const REQUEST_VARIABLES = [CURRENT_SPAN, ...FIELD_ROWS.map(([, { variable }]) => variable)];

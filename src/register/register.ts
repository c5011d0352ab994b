/**
 * Traces all servers of a process that knows nothing of it, and lets its log lines carry their ids:
 *
 *     node -r throughline/register app.js
 *
 * Loading it twice does nothing more. Throws `TL_ERR_INVALID_OPTION` for a wrong variable of the environment.
 *
 * @module
 * @since 0.1.0
 */
import { decideForProcess } from '../request/arrive/process-policy.js';
import { start } from './start.js';

decideForProcess(() => start(process.env));

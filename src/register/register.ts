/**
 * Traces all servers of a process, and adds the ids to its log lines, without a change to the application:
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

// Serves the burst in a Worker.
import { installConsole } from '../../../../src/loggers/console/index.js';
import { serveWeb } from './answer.js';

installConsole({ format: 'json' });

export default { fetch: (request: Request): unknown => serveWeb(request) };

// Runs a suite in a Worker that is sent the settings.
import { runSuite } from './run-suite.js';
import { configure, type Settings } from './settings.js';
import { suite } from './suite.js';

export default {
  async fetch(request: Request): Promise<Response> {
    configure((await request.json()) as Settings);
    return Response.json(await runSuite(suite));
  },
};

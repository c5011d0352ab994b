import { definePlugin } from 'nitro';
import { traced } from 'throughline/fetch';

export default definePlugin((app) => {
  app.fetch = traced(app.fetch);
});

// Writes one wide event for each request, with an id of its own making. It sets no header; the second line does.
import { initLogger } from 'evlog';
import { evlog, useLogger } from 'evlog/express';
import { pino } from 'pino';

const file = pino.destination({ dest: '/dev/null', sync: false });
initLogger({ silent: true, drain: ({ event }) => void file.write(`${JSON.stringify(event)}\n`) });

export function install(app) {
  app.use(evlog());
  app.use((_, response, next) => {
    response.setHeader('x-request-id', readId());
    next();
  });
}
export const readId = () => useLogger().getContext().requestId;

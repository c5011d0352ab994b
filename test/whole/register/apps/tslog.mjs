import { createServer } from 'node:http';
import { Logger } from 'tslog';

const json = new Logger({ type: 'json' });
const pretty = new Logger({ stylePrettyLogs: false, prettyLogTemplate: '' });

const server = createServer((request, response) => {
  json.info({ text: 'by tslog', method: 'own' });
  pretty.info('by tslog, as text');
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));

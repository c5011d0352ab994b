// An application that uses a library with its own variables.
import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendMail, withLocale } from './library/mailer.js';

const listener = traced((request, response) => {
  withLocale(request.url === '/fr' ? 'fr' : 'en', () => {
    sendMail('Ada', (text) => {
      console.log(`${CTX_REQUEST_ID.get()} ${text}`);
      response.end(`${text}\n`);
    });
  });
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');

import { createServer } from 'node:http';
import sharp from 'sharp';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const create = { width: 8, height: 8, channels: 3, background: 'red' };

const listener = traced((request, response) => {
  sharp({ create })
    .png()
    .toBuffer((error, data) => {
      log(`${request.url} is drawn`);
      response.end(error ? error.message : data);
    });
});

await sendAll(createServer(listener));

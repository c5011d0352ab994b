import express, { type Express, type RequestHandler } from 'express';

import { multerUpload } from '../multer-upload.js';
import { readingOf } from '../reading.js';

const options = {
  limit: '1mb',
  verify: (request: object): void => readingOf(request).note(),
};

const answer: RequestHandler = (request, response) => {
  const { text = '' } = (request.body ?? {}) as { text?: string };
  readingOf(request).note(text.length);
  response.send(readingOf(request).answer());
};

/** Adds the routes that read bodies, with the parsers of Express and with multer. */
export function addExpressParsers(app: Express, { json, urlencoded }: typeof express): void {
  app.post('/json', json(options), answer);
  app.post('/form', urlencoded({ ...options, extended: false }), answer);
  app.post('/upload', multerUpload, answer);
}

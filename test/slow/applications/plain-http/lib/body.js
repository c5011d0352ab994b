import busboy from 'busboy';

import { HttpError } from './http-error.js';
import { log } from './log.js';

const LIMIT = 100_000;

/** The body of a request, JSON or a form, as an object. */
export function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let bytes = 0;
    request.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > LIMIT) reject(new HttpError(413, 'too much'));
      else chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => {
      log.debug('body read', { url: request.url, bytes });
      try {
        resolve(parse(request.headers['content-type'] ?? '', Buffer.concat(chunks).toString()));
      } catch {
        reject(new HttpError(400, 'the body is not valid'));
      }
    });
  });
}

function parse(type, text) {
  if (type.startsWith('application/json')) return JSON.parse(text);
  return Object.fromEntries(new URLSearchParams(text));
}

/** The size of the file that a form uploads. */
export function readUpload(request) {
  return new Promise((resolve, reject) => {
    const form = busboy({ headers: request.headers, limits: { fileSize: 1024 * 1024 } });
    let size = 0;
    form.on('file', (_name, file) => {
      file.on('data', (chunk) => (size += chunk.length)).on('error', () => {});
      file.on('close', () => log.debug('file read', { url: request.url, size }));
    });
    form.on('close', () => resolve(size));
    form.on('error', reject);
    request.on('aborted', () => {
      log.warn('upload given up', { url: request.url });
      reject(new HttpError(400, 'upload given up'));
    });
    request.pipe(form);
  });
}

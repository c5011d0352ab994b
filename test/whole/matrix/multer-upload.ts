import multer, { type Options, type StorageEngine } from 'multer';

import { readingOf } from './reading.js';

/** Stores nothing, and notes each chunk of a file. */
const storage: StorageEngine = {
  _handleFile(request, { stream }, done) {
    const reading = readingOf(request);
    stream.on('data', (chunk: Buffer) => reading.note(chunk.length));
    stream.on('end', () => {
      reading.note();
      done(null, {});
    });
  },
  _removeFile: (_request, _file, done) => done(null),
};

/** Options of multer, whose callbacks note the id. */
export const multerOptions: Options = {
  storage,
  fileFilter(request, _file, accept) {
    readingOf(request).note();
    accept(null, true);
  },
};

/** Connect middleware that takes the one file of a multipart upload. */
export const multerUpload = multer(multerOptions).single('file');

import multer, { type StorageEngine } from 'multer';

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

/** Connect middleware that takes the one file of a multipart upload. */
export const multerUpload = multer({
  storage,
  fileFilter(request, _file, accept) {
    readingOf(request).note();
    accept(null, true);
  },
}).single('file');

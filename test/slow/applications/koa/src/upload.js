'use strict';

const busboy = require('busboy');

/** The bytes of the one file of a form. */
module.exports = function receiveFile(ctx, order) {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const form = busboy({ headers: ctx.headers, limits: { fileSize: 1024 * 1024 } });
    form.on('file', (name, file) => {
      console.debug('upload: %s of %s begins', name, order);
      file.on('data', (chunk) => (bytes += chunk.length));
      file.on('error', () => {});
      file.on('end', () => console.debug('upload: %s ends', order));
    });
    form.on('close', () => resolve(bytes));
    form.on('error', reject);
    ctx.req.on('close', () => {
      if (ctx.req.complete) return;
      console.warn('upload: %s given up', order);
      reject(Object.assign(new Error(`${order} given up`), { status: 400 }));
    });
    ctx.req.pipe(form);
  });
};

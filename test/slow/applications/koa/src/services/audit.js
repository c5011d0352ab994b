'use strict';

const BATCH_AFTER = 15;

let batch = [];
let timer;

/** Writes what was done in batches. */
exports.record = (order, what) => {
  batch.push({ order, what });
  timer ??= setTimeout(exports.flush, BATCH_AFTER);
};

exports.flush = () => {
  clearTimeout(timer);
  timer = undefined;
  if (batch.length === 0) return;
  const written = batch;
  batch = [];
  for (const { order, what } of written) console.log('audit:', order, what);
  console.log('audit batch of %d', written.length);
};

'use strict';

const log = require('./logger').child({ module: 'jobs' });

const handlers = new Map();
const waiting = [];
let running = false;

function handle(name, handler) {
  handlers.set(name, handler);
}

function push(name, data) {
  waiting.push({ name, data });
  if (!running) run();
}

async function run() {
  running = true;
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    try {
      await handlers.get(job.name)(job.data);
    } catch (err) {
      log.error({ err, job: job.name }, 'job failed');
    }
  }
  running = false;
}

function idle() {
  return !running && waiting.length === 0;
}

module.exports = { handle, push, idle };

import { log } from './log.js';

const orders = new Map();
const idle = [];
const waiting = [];

for (let n = 0; n < 2; n++) idle.push({ name: `connection ${n}` });

/** Calls `callback` with a connection, now or when one is free; `release` gives it back. */
function acquire(callback) {
  const connection = idle.pop();
  if (connection) callback(connection, () => release(connection));
  else waiting.push(callback);
}

function release(connection) {
  const callback = waiting.shift();
  if (callback) process.nextTick(callback, connection, () => release(connection));
  else idle.push(connection);
}

function execute(run, callback) {
  acquire((connection, done) => {
    setTimeout(() => {
      const result = run();
      done();
      callback(null, result, connection);
    }, 10);
  });
}

const promised = (run) => new Promise((resolve) => execute(run, (_error, result) => resolve(result)));

export async function insertOrder(order) {
  await promised(() => orders.set(order.order, order));
  log.debug('inserted', { order: order.order });
}

export async function findOrder(number) {
  const found = await promised(() => orders.get(number));
  log.debug('selected', { order: number, found: found !== undefined });
  return found;
}

export function historyOf(number, callback) {
  execute(
    () => [...orders.values()].filter(({ order }) => order === number),
    (error, rows, { name }) => {
      log.debug('history read', { order: number, connection: name });
      callback(error, rows);
    },
  );
}

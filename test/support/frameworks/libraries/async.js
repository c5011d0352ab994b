import async from 'async';

const soon = (done) => void setTimeout(() => done(), 1);
const work = (seen, done) => soon(() => (seen(), done()));
const rest = (_, done) => soon(done);
const all = async (seen) => {
  await new Promise(soon);
  seen();
};

export function open(mend) {
  mend(async);
  const calling = async.queue(rest, 2);
  const working = async.queue(work, 2);
  const asynchronous = async.queue(all, 2);
  const byPriority = async.priorityQueue(work, 2);
  const callingByPriority = async.priorityQueue(rest, 2);
  const cargo = async.cargo(rest, 5);
  const cargoQueue = async.cargoQueue(rest, 2, 5);
  return {
    'queue.push, callback': (seen) => calling.push(1, seen),
    'queue.push, promise': (seen) => calling.push(1).then(seen),
    'queue.push, worker': (seen) => working.push(seen, () => {}),
    'queue.unshift, callback': (seen) => calling.unshift(1, seen),
    'queue.push, async worker': (seen) => asynchronous.push(seen),
    'priorityQueue.push, worker': (seen) => byPriority.push(seen, Math.random()),
    'priorityQueue.push, callback': (seen) => callingByPriority.push(1, Math.random(), seen),
    'cargo.push, callback': (seen) => cargo.push(1, seen),
    'cargoQueue.push, callback': (seen) => cargoQueue.push(1, seen),
  };
}

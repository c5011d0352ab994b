import PQueue from 'p-queue';

const soon = () => new Promise((resolve) => void setTimeout(resolve, 1));
const work = (seen) => async () => {
  seen();
  await soon();
};

export function open(mend) {
  mend(PQueue);
  const queue = new PQueue({ concurrency: 2 });
  return {
    'add, function': (seen) => queue.add(work(seen)),
    'add, promise': (seen) => queue.add(soon).then(seen),
    'addAll, function': (seen) => queue.addAll([work(seen)]),
  };
}

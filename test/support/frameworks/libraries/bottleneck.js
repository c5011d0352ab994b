import Bottleneck from 'bottleneck';

const soon = (done) => void setTimeout(() => done(), 1);

export function open(mend) {
  mend(Bottleneck);
  const limiter = new Bottleneck({ maxConcurrent: 2 });
  const wrapped = limiter.wrap(async (seen) => seen());
  return {
    'schedule, function': (seen) => limiter.schedule(async () => seen()),
    'schedule, promise': (seen) => limiter.schedule(async () => {}).then(seen),
    'submit, callback': (seen) => limiter.submit(soon, seen),
    'submit, function': (seen) =>
      limiter.submit(
        (done) => soon(() => (seen(), done())),
        () => {},
      ),
    'wrap, function': (seen) => wrapped(seen),
  };
}

import original from 'fastq';

const soon = (done) => void setTimeout(() => done(), 1);

export function open(mend) {
  const fastq = mend(original);
  const calling = fastq((_, done) => soon(done), 2);
  const working = fastq((seen, done) => soon(() => (seen(), done())), 2);
  const promising = fastq.promise(async (seen) => {
    await new Promise(soon);
    seen();
  }, 2);
  return {
    'push, callback': (seen) => calling.push(1, seen),
    'push, worker': (seen) => working.push(seen, () => {}),
    'unshift, callback': (seen) => calling.unshift(1, seen),
    'promise.push, worker': (seen) => promising.push(seen),
    'promise.push, promise': (seen) => promising.push(() => {}).then(seen),
  };
}

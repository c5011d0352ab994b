// A worker that serves nothing: a job that goes well, one that fails, and a message.
import { setTimeout as sleep } from 'node:timers/promises';
import { runJob } from 'throughline/jobs';
import { extract } from 'throughline/propagation';

console.log('before');
await runJob({ name: 'nightly' }, async () => {
  await sleep(1);
  console.log('in the job');
});
await runJob({ name: 'failing' }, () => Promise.reject(new Error('no'))).catch(() => {});
const from = { 'x-request-id': 'mine' };
runJob({ name: 'orders', from }, () => console.log('in the message'));
extract({ ...from }).run(() => console.log('in the context of a message'));
console.log('after');

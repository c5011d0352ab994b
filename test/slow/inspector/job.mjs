// A job with a line, a span and a variable, and one that never ends, for the tests of this folder.
import { ContextVar, withSpan } from 'throughline';
import { runJob } from 'throughline/jobs';

const CTX_USER = new ContextVar('user');

await runJob({ name: 'nightly' }, async () => {
  CTX_USER.set('ann');
  await withSpan('charge', async () => console.log('charged'));
});
void runJob({ name: 'endless' }, () => new Promise(() => setInterval(() => {}, 1000)));

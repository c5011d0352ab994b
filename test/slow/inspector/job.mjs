// A job with a line, a span and a variable, for the tests of this folder. The process stays.
import { ContextVar, withSpan } from 'throughline';
import { runJob } from 'throughline/jobs';

const CTX_USER = new ContextVar('user');

await runJob({ name: 'nightly' }, async () => {
  CTX_USER.set('ann');
  await withSpan('charge', async () => console.log('charged'));
});
setInterval(() => {}, 1000);

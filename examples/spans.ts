// Spans within a request: one for a block, one for a function, and what a test sees of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { gather, startSpan, withSpan } from 'throughline';
import { captureSpans } from 'throughline/testing';

async function chargeCard(amount: number): Promise<void> {
  using span = startSpan('charge card', { amount }); // active until the end of the block
  await sleep(1);
  span.addEvent('declined once');
}

const sendMail = (): Promise<void> => withSpan('send mail', () => sleep(1)); // active in the function
const placeOrder = (): Promise<unknown> => withSpan('place order', () => gather(() => chargeCard(42), sendMail));

using capture = captureSpans();
await placeOrder();
console.log(capture.outline);
console.log(capture.find('charge card').attributes);

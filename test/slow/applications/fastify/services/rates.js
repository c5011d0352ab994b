import { setTimeout as sleep } from 'node:timers/promises';

/** Asks the service of the rates, up to three times. */
export async function ratesFor(app, order) {
  const { port } = app.server.address();
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch(`http://127.0.0.1:${port}/internal/rates/${order}.r${attempt}`);
    if (response.ok) return response.json();
    app.log.warn({ order, attempt, status: response.status }, 'rates: once more');
    await response.body?.cancel();
    await sleep(attempt * 3);
  }
  throw new Error('no rates');
}

import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { log } from './log.js';

function ask(reference) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: process.env.PORT ?? 3000, path: `/internal/rates/${reference}` }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        log.debug('rates answered', { reference, status: response.statusCode });
        if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks)));
        else reject(new Error(`status ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}

export async function ratesFor(order, attempt = 1) {
  try {
    return await ask(`${order}.r${attempt}`);
  } catch (error) {
    log.warn('rates: once more', { order, attempt, reason: error.message });
    if (attempt === 3) throw error;
    await sleep(attempt * 3);
    return ratesFor(order, attempt + 1);
  }
}

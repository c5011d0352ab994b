'use strict';

const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

function get(url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
      .on('error', reject);
  });
}

exports.ratesFor = async (order) => {
  const base = `http://127.0.0.1:${process.env.PORT ?? 3000}/internal/rates`;
  for (let attempt = 1; attempt <= 3; attempt++) {
    const { status, body } = await get(`${base}/${order}.r${attempt}`);
    console.debug('rates: %s got %d', order, status);
    if (status === 200) return JSON.parse(body);
    await sleep(attempt * 3);
  }
  throw new Error('no rates');
};

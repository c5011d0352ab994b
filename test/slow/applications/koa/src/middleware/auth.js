'use strict';

const { promisify } = require('node:util');

const tokens = new Map([['secret-token', { name: 'shop' }]]);

const findClient = promisify((token, callback) => {
  setImmediate(callback, null, tokens.get(token));
});

module.exports = async function auth(ctx, next) {
  const token = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1];
  const client = token && (await findClient(token));
  if (!client) ctx.throw(401, 'token unknown');
  ctx.state.client = client;
  console.debug('auth: %s may use %s', client.name, ctx.url);
  await next();
};

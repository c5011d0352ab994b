'use strict';

const Koa = require('koa');
const { bodyParser } = require('@koa/bodyparser');
const auth = require('./middleware/auth');
const errors = require('./middleware/errors');
const internal = require('./internal');
const orders = require('./orders');
require('./subscribers');

module.exports = function createApp() {
  const app = new Koa();
  app.use(errors);
  app.use(internal.routes());
  app.use(auth);
  app.use(bodyParser({ enableTypes: ['json', 'form'] }));
  app.use(orders.routes());
  app.use(orders.allowedMethods());
  app.on('error', (err, ctx) => {
    console.error(`unexpected for ${ctx?.url}:`, err);
  });
  return app;
};

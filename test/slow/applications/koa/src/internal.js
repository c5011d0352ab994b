'use strict';

const Router = require('@koa/router');

const router = new Router({ prefix: '/internal' });

router.get('/rates/:reference', (ctx) => {
  console.debug('internal: rates for', ctx.params.reference);
  if (ctx.params.reference.endsWith('.r1')) ctx.throw(503, 'busy');
  ctx.body = { euro: 0.92 };
});

module.exports = router;

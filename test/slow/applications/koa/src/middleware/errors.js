'use strict';

module.exports = async function errors(ctx, next) {
  try {
    await next();
    if (ctx.status === 404 && !ctx.body) ctx.throw(404, 'no such page');
  } catch (err) {
    ctx.status = err.status ?? 500;
    ctx.body = { error: ctx.status >= 500 ? 'internal error' : err.message };
    if (ctx.status >= 500) console.error(ctx.url, 'failed:', err);
    else console.warn(`${ctx.method} ${ctx.url} refused: ${err.message} (${ctx.get('user-agent')})`);
  } finally {
    console.info('%s %s answered with %i', ctx.method, ctx.url, ctx.status);
  }
};

'use strict';

module.exports = {
  port: Number(process.env.PORT ?? 3000),
  databaseUrl: process.env.DATABASE_URL,
  table: `express_orders_${process.pid}`,
  tokens: new Map([['secret-token', { name: 'shop' }]]),
  uploadLimit: 1024 * 1024,
};

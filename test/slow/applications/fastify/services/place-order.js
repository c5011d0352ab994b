export async function placeOrder(app, { order, sku, quantity, note }) {
  const price = await app.priceOf(order, sku);
  await app.orders.insert({ order, sku, quantity });
  app.log.info({ order, total: price * quantity, note }, 'order placed');
  app.bus.emit('placed', { order });
  return { order, total: price * quantity };
}

/** Lets the server listen, sends it 20 requests at once, and closes it. */
export async function sendAll(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  await Promise.all(Array.from({ length: 20 }, (_, i) => fetch(`${origin}/${i}`).then((response) => response.text())));
  server.close();
  server.closeAllConnections();
}

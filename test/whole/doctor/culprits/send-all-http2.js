import { connect } from 'node:http2';

/** Lets a server of HTTP/2 listen, sends it 20 requests at once, and closes it. */
export async function sendAll(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = connect(`http://127.0.0.1:${server.address().port}`);
  const requests = Array.from({ length: 20 }, (_, i) => session.request({ ':path': `/${i}` }).resume());
  await Promise.all(requests.map((request) => new Promise((resolve) => request.once('close', resolve))));
  session.close();
  server.close();
}

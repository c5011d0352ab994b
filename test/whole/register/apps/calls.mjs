import { createServer, get } from 'node:http';

const server = createServer(async (request, response) => {
  await fetch(process.env.TO);
  get(process.env.TO, (answer) => answer.resume().on('end', () => response.end()));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));

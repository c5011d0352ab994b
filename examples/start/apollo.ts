import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/express';

const server = new ApolloServer({
  typeDefs: 'type Query { hello: String! }',
  resolvers: {
    Query: {
      hello: async () => {
        await sleep(10);
        console.log(`${CTX_REQUEST_ID.get()} hello`);
        return 'hello';
      },
    },
  },
});
await server.start();

const app = express();
app.use(throughline(), express.json(), expressMiddleware(server));
app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');

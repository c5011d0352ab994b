import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema, createYoga } from 'graphql-yoga';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const schema = createSchema({
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

const yoga = createYoga({ schema, logging: false });
createServer(traced(yoga)).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');

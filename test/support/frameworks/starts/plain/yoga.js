import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema, createYoga } from 'graphql-yoga';

const hello = async () => {
  await sleep(10);
  console.log('hello');
  return 'hello';
};
const schema = createSchema({ typeDefs: 'type Query { hello: String! }', resolvers: { Query: { hello } } });
createServer(createYoga({ schema, logging: false })).listen(process.env.PORT);

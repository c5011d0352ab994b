import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const hello = async () => {
  await sleep(10);
  console.log('hello');
  return 'hello';
};
const server = new ApolloServer({ typeDefs: 'type Query { hello: String! }', resolvers: { Query: { hello } } });
await startStandaloneServer(server, { listen: { port: Number(process.env.PORT) } });

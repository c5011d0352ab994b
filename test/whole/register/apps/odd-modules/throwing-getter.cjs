function thrower() {}
const get = () => {
  throw new Error('asked for');
};
for (const name of ['name', 'pino', 'pinoHttp', 'default']) Object.defineProperty(thrower, name, { get });
module.exports = thrower;

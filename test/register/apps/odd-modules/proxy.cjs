// Any trap that is run is a mistake: what a module exports is looked at by whoever requires it.
const traps = new Proxy(
  {},
  {
    get: (_, trap) => () => {
      throw new Error(trap);
    },
  },
);
module.exports = new Proxy(() => 'proxy', traps);

// Says so if any trap is run: it is for whoever requires it to look at what a module exports.
const traps = new Proxy({}, { get: (_, trap) => console.log('trap', trap) });
module.exports = new Proxy(() => 'proxy', traps);

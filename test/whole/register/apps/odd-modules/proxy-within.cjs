// The same for what is one of several.
const traps = new Proxy({}, { get: (_, trap) => console.log('trap', trap) });
exports.default = new Proxy({}, traps);

// What pino is known by, in a module that cannot be changed.
function pino() {
  return 'original';
}
module.exports = Object.assign(pino, { pino, symbols: { mixinSym: Symbol('pino.mixin') } });
Object.defineProperty(module, 'exports', { writable: false, configurable: false });

const fixed = require('./fixed.cjs');
const getter = require('./getter.cjs');
const proxy = require('./proxy.cjs');
const { default: within } = require('./proxy-within.cjs');
const thrower = require('./throwing-getter.cjs');

console.log(getter.red, typeof thrower, fixed(), typeof proxy, typeof within);

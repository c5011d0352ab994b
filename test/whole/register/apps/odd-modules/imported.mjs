import fixed from './fixed.cjs';
import getter from './getter.cjs';
import thrower from './throwing-getter.cjs';

console.log(getter.red, typeof thrower, fixed(), 'function', 'object');

import { extract, fromEnv } from 'throughline/propagation';
import { hop } from './hop.mjs';

extract(fromEnv()).run(() => console.log(JSON.stringify(hop('child'))));

// A process of one side of one subject, as its arguments name them. Prints what an operation costs, in nanoseconds.
import { costOf } from '../measure/cost-of.js';
import { SUBJECTS } from './subjects.js';

const SLICES = { operations: 1500, warmUp: 8, count: 30 };

const [word = '', side = ''] = process.argv.slice(2);
const { sides } = await SUBJECTS[word]!();
console.log(await costOf(await sides[side]!(), SLICES));
process.exit(0);

// A process of one side of one subject, as its arguments name them.
import { measureSlices } from '../measure/measure-slices.js';
import { SUBJECTS } from './subjects.js';

const [word = '', side = ''] = process.argv.slice(2);
const { sides } = await SUBJECTS[word]!();
await measureSlices({ [side]: await sides[side]!() }, { operations: 600, warmUp: 60 });

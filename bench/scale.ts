// How costs grow: with the number of variables, with the depth of nesting, and with the number of tasks in flight. Both sides
// have processes of their own, new ones in each turn, and are measured one beside the other at each place.
import { median } from './measure/compare.js';
import { publish } from './measure/publish.js';
import { type Chart, type Curve } from './measure/report.js';
import { nodes } from './measure/runtimes.js';
import { Worker } from './measure/worker.js';
import type { Cost, Subject } from './scale/subject.js';

const COUNTS = [1, 8, 64, 512, 4096];
const DEPTHS = [1, 10, 100, 1000, 10_000];
const TASKS = [1, 1000, 10_000, 100_000, 1_000_000];

/** How often a point is measured, in turn with the others of its chart; the median counts. */
const TURNS = 3;

const SIDES = ['Throughline', 'AsyncLocalStorage'] as const;
const MODULES: Readonly<Record<Subject, readonly [module: string, places: readonly number[]]>> = {
  variables: ['scale/variables.js', COUNTS],
  depth: ['scale/depth.js', DEPTHS],
  tasks: ['scale/tasks.js', TASKS],
};

const runtimes = nodes();
const variables = await measure('variables');
const depth = await measure('depth');
const tasks = await measure('tasks');

publish('scale', runtimes, {
  packages: {},
  tables: [],
  charts: [
    chart('Reading a variable, by the number of variables', 'variables', 'ns', variables, 'get'),
    chart('A task that sets a variable, by the number of variables', 'variables', 'ns', variables, 'fork'),
    chart('Reading a variable, by the depth of nesting', 'contexts around it', 'ns', depth, 'get'),
    chart('Entering one context more, by the depth of nesting', 'contexts around it', 'ns', depth, 'fork'),
    chart('Starting one task more, by the tasks in flight', 'tasks in flight', 'ns', tasks, 'fork'),
    chart('Memory of a task in flight', 'tasks in flight', 'bytes', tasks, 'bytes'),
    chart('Memory of a task beyond that of AsyncLocalStorage', 'tasks in flight', 'bytes', beyond(tasks), 'bytes'),
    chart('Collecting all tasks when they have ended', 'tasks in flight', 'ns', tasks, 'collect'),
  ],
});

type Points = ReadonlyMap<string, readonly (readonly [x: number, cost: Cost])[]>;

async function measure(subject: Subject): Promise<Points> {
  const [module, places] = MODULES[subject];
  const costs = new Map<string, Map<number, Cost[]>>();
  const flags = ['--expose-gc', '--max-old-space-size=4096'];
  for (const runtime of runtimes) {
    for (const side of SIDES) costs.set(`${side}, ${runtime.name}`, new Map(places.map((place) => [place, []])));
    for (let turn = 0; turn < TURNS; turn++) {
      const workers = await Promise.all(SIDES.map((side) => Worker.start(runtime, module, [side], flags)));
      for (const place of places) {
        for (const [i, side] of SIDES.entries()) {
          costs
            .get(`${side}, ${runtime.name}`)!
            .get(place)!
            .push(await workers[i]!.ask<Cost>(place));
        }
      }
      for (const worker of workers) worker.stop();
    }
  }
  return new Map(
    [...costs].map(([name, byPlace]) => [name, [...byPlace].map(([x, list]) => [x, medians(list)] as const)]),
  );
}

function medians(costs: readonly Cost[]): Cost {
  const names = Object.keys(costs[0] as Cost) as (keyof Cost)[];
  return Object.fromEntries(names.map((name) => [name, median(costs.map((cost) => cost[name] as number))]));
}

/** What a task holds of ours beyond what it would hold of an AsyncLocalStorage with an object. */
function beyond(points: Points): Points {
  const bytesOf = (side: string, name: string): (number | undefined)[] =>
    points.get(`${side}, ${name}`)!.map(([, { bytes }]) => bytes);
  return new Map(
    runtimes.map(({ name }) => {
      const theirs = bytesOf('AsyncLocalStorage', name);
      const differences = bytesOf('Throughline', name).map((bytes, i): Cost => {
        const other = theirs[i];
        return bytes === undefined || other === undefined ? {} : { bytes: bytes - other };
      });
      return [name, differences.map((cost, i) => [TASKS[i]!, cost] as const)];
    }),
  );
}

function chart(title: string, x: string, y: string, points: Points, cost: keyof Cost): Chart {
  const curves = [...points].map(([name, values]): Curve => ({
    name,
    points: values.flatMap(([at, costs]) => (costs[cost] === undefined ? [] : [[at, costs[cost]] as const])),
  }));
  return { title, x, y, curves };
}

import { callback, listen } from './callbacks.js';
import type { Flow } from './flow.js';
import { resumeAsyncGenerator, resumeGenerator } from './generators.js';
import { HOPS } from './hops.js';
import type { Program, Step } from './program.js';
import type { World } from './world.js';

/** Runs all programs at once, each in a task of its own, and gives what went wrong. */
export async function runAll(world: World, programs: readonly Program[]): Promise<readonly string[]> {
  const outside = world.outside();
  outside.check('the start');
  const tasks = programs.map((program) => startTask(world, outside, program));
  outside.check('the start of all tasks');
  await Promise.all(tasks);
  world.drain();
  world.emitter.emit('event');
  outside.check('the end');
  return world.violations;
}

/** A task that runs a program. What it throws is reported. */
function startTask(world: World, parent: Flow, program: Program): Promise<void> {
  return world.api.createTask(() => taskBody(world, parent.fork(), program)).catch((error) => world.report(error));
}

async function taskBody(world: World, flow: Flow, program: Program): Promise<void> {
  flow.check('the start of the task');
  flow.claim();
  await interpret(world, flow, program);
  flow.check('the end of the task');
}

/** Runs the steps in the current context, and checks after each; waits for the tasks that they left running. */
async function interpret(world: World, flow: Flow, program: Program): Promise<void> {
  const running: Promise<void>[] = [];
  for (const step of program) {
    await interpretStep(world, flow, step, running);
    flow.check(`the end of ${step.do}`);
  }
  await Promise.all(running);
  flow.check('the end of its tasks');
}

async function interpretStep(world: World, flow: Flow, step: Step, running: Promise<void>[]): Promise<void> {
  switch (step.do) {
    case 'set':
      flow.set(step.k);
      return;
    case 'hop':
      await HOPS[step.hop](() => flow.check(`a callback of ${step.hop}`));
      return;
    case 'setAndReset': {
      const token = flow.set(step.k);
      await interpret(world, flow, step.steps);
      token.reset();
      return;
    }
    case 'awaitHelper':
      await interpret(world, flow, step.steps);
      return;
    case 'varRun':
      await flow.run(step.k, (inner) => interpret(world, inner, step.steps));
      return;
    case 'runInCopy': {
      const inner = flow.fork();
      await world.api.runInCopy(() => interpret(world, inner, step.steps));
      return;
    }
    case 'task': {
      const task = startTask(world, flow, step.steps);
      if (step.wait) await task;
      else running.push(task);
      return;
    }
    case 'gather':
      await world.api.gather(...step.programs.map((program) => () => taskBody(world, flow.fork(), program)));
      return;
    case 'taskGroup':
      await world.api.taskGroup(async (group) => {
        for (const program of step.programs)
          void group.createTask(() => taskBody(world, flow.fork(), program)).catch(() => {});
        await HOPS.promise();
      });
      return;
    case 'generator':
      await resumeGenerator(world, flow, step.k);
      return;
    case 'asyncGenerator':
      await resumeAsyncGenerator(world, flow, step.k);
      return;
    case 'pool':
      world.pool.push(world.api.bind(callback(world, flow, step.k, 'the pool')));
      return;
    case 'drain':
      world.drain();
      return;
    case 'listen':
      listen(world, flow, step.k, step.once);
      return;
    case 'emit':
      world.emitter.emit('event');
      return;
  }
}

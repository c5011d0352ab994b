const tasks: (() => void)[] = [];

/** Leaves something to do for the next tick. */
export function schedule(task: () => void): void {
  tasks.push(task);
}

/** Does every few milliseconds what was left to do; returns what ends it, after the last of it. */
export function tick(): () => void {
  const run = (): void => {
    for (const task of tasks.splice(0)) task();
  };
  const timer = setInterval(run, 10);
  const statistics = setInterval(() => console.debug('statistics:', process.memoryUsage().rss), 100);
  return () => {
    clearInterval(timer);
    clearInterval(statistics);
    run();
  };
}

// Imports what the arguments name, one after another, and tells what this process has used.

/** What a process has used from its start on. */
export interface Used {
  /** Processor time, all threads included. */
  readonly milliseconds: number;
  /** The memory that it holds. */
  readonly bytes: number;
}

for (const module of process.argv.slice(2)) await import(module);

const { user, system } = process.cpuUsage();
const used: Used = { milliseconds: (user + system) / 1000, bytes: process.memoryUsage.rss() };
process.stdout.write(JSON.stringify(used));
process.exit(0);

import { usage } from '../register/settings/usage.js';
import { launch } from './launch.js';
import { run } from './run.js';

/** What the command `throughline` does with its arguments. */
export function command(args: readonly string[], register: string, version: string): void {
  switch (args[0]) {
    case '-h':
    case '--help':
      process.stdout.write(usage());
      break;
    case '-v':
    case '--version':
      console.log(version);
      break;
    case 'migrate':
      void runMigrate(args.slice(1));
      break;
    case undefined:
      process.stderr.write(usage());
      process.exitCode = 1;
      break;
    default:
      run(launch(args, register));
  }
}

/** Loaded when it is asked for: nothing else of the command needs it. */
async function runMigrate(args: readonly string[]): Promise<void> {
  const { migrate } = await import('../migrate/migrate.js');
  process.exitCode = await migrate(args);
}

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
    case undefined:
      process.stderr.write(usage());
      process.exitCode = 1;
      break;
    default:
      run(launch(args, register));
  }
}

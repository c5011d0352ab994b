import { CODES, explain } from '../doctor/codes.js';
import { usage } from '../register/settings/usage.js';
import type { Inspecting } from './inspect/inspect.js';
import { didYouMean } from './did-you-mean.js';
import { isHelp } from './help.js';
import { launch } from './launch.js';
import { missingProgram } from './missing-program.js';
import { mistypedOption } from './mistyped-option.js';
import { run } from './run.js';
import { unknownWord } from './unknown-word.js';
import { USAGES } from './usages.js';

/** The parts of the built package that the command loads into other processes, and its version. */
interface Package {
  readonly register: string;
  readonly doctor: string;
  /** What tells the inspector of an application. */
  readonly agent: string;
  /** The folder of the inspector's page. */
  readonly page: string;
  readonly version: string;
}

/** What is meant where a command is not written right. */
const COMMANDS: readonly string[] = [
  'dev',
  'requests',
  'request',
  'logs',
  'findings',
  'mcp',
  'doctor',
  'check',
  'explain',
  'migrate',
];

const WHAT_THERE_IS = 'See throughline --help';

/** What the command `throughline` does with its arguments. */
export function command(args: readonly string[], parts: Package): void {
  const { register, doctor, version } = parts;
  const [first, ...rest] = args;
  if (isHelp(rest[0]) && Object.hasOwn(USAGES, first ?? '')) {
    process.stdout.write(USAGES[first as keyof typeof USAGES]);
    return;
  }
  switch (first) {
    case '-h':
    case '--help':
      process.stdout.write(usage());
      break;
    case '-v':
    case '--version':
      console.log(version);
      break;
    case 'migrate':
      void runMigrate(rest);
      break;
    case undefined:
      process.stderr.write(usage());
      process.exitCode = 1;
      break;
    case 'doctor':
      runDoctor(rest, doctor);
      break;
    case 'dev':
      void runDev(rest, parts);
      break;
    case 'mcp':
      void runMcp(rest, version);
      break;
    case 'requests':
    case 'request':
    case 'logs':
    case 'findings':
      void runInspect(first, rest);
      break;
    case 'explain':
      printCode(rest[0] ?? '');
      break;
    case 'check':
      if (rest.length > 0) void runCheck(rest);
      else fail('throughline check: name files or folders, such as: throughline check src/');
      break;
    default:
      runProgram(args, register);
  }
}

function runProgram(args: readonly string[], register: string): void {
  const [first = ''] = args;
  const word = unknownWord(args);
  const option = mistypedOption(first, ['--help', '--version']);
  if (word !== undefined)
    fail(`throughline: there is no command and no file ${word}.${didYouMean(word, COMMANDS)} ${WHAT_THERE_IS}`);
  else if (option !== undefined) fail(`throughline: there is no option ${first}. Did you mean ${option}?`);
  else run(launch(args, [register]));
}

function runDoctor(args: readonly string[], doctor: string): void {
  const wrong = args.length > 0 ? missingProgram(args) : 'name the program to run, such as: throughline doctor app.js';
  if (wrong === undefined) run(launch(args, [doctor]));
  else fail(`throughline doctor: ${wrong}`);
}

function printCode(code: string): void {
  const text = explain(code);
  if (text !== undefined) process.stdout.write(text);
  else if (code === '') fail('throughline explain: name a code that the doctor gives, such as: TL_DOC_MIXED');
  else fail(`throughline explain: there is no code ${code}.${didYouMean(code, Object.keys(CODES))}`);
}

/** Loaded when it is asked for: nothing else of the command needs it. */
async function runMigrate(args: readonly string[]): Promise<void> {
  const { migrate } = await import('../migrate/migrate.js');
  process.exitCode = await migrate(args);
}

/** The same. */
async function runDev(args: readonly string[], parts: Package): Promise<void> {
  const { dev } = await import('./dev/dev.js');
  await dev(args, parts);
}

/** The same. */
async function runInspect(name: Inspecting, args: readonly string[]): Promise<void> {
  const { inspect } = await import('./inspect/inspect.js');
  await inspect(name, args);
}

/** The same. */
async function runMcp(args: readonly string[], version: string): Promise<void> {
  const { mcp } = await import('./mcp/mcp.js');
  await mcp(args, version);
}

/** Loaded when it is asked for, as well: a start of an application must not pay for it. */
async function runCheck(paths: readonly string[]): Promise<void> {
  const { check } = await import('./check.js');
  await check(paths);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

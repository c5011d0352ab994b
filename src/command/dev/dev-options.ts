import { isHelp } from '../help.js';
import { mistypedOption } from '../mistyped-option.js';

/** What `throughline dev` is asked for. */
export interface DevOptions {
  readonly port: number | undefined;
  /** In bytes. */
  readonly memory: number | undefined;
  /** A collector that gets what comes by OTLP, too. */
  readonly forward: string | undefined;
  /** The file that keeps requests. */
  readonly keep: string | undefined;
  readonly isWithDoctor: boolean;
  readonly isShowingValues: boolean;
  /** Whether only the help is asked for. */
  readonly isHelp: boolean;
  /** The options of node, the program and its arguments. */
  readonly args: readonly string[];
}

/** An option of its own: what it takes in words, where it takes something. */
interface DevOption {
  readonly takes?: string;
  readonly meaning: string;
  readonly isValid?: (text: string) => boolean;
}

/** The options that are not node's. */
export const DEV_OPTIONS: Readonly<Record<string, DevOption>> = {
  '--port': {
    takes: 'port',
    meaning: 'the port of the page, by default 4319 or the next free one; 0 is any free one',
    isValid: (text) => isWithin(text, 0, 65_535),
  },
  '--memory': {
    takes: 'number of MiB',
    meaning: 'how many MiB of requests to keep, by default 64',
    isValid: (text) => isWithin(text, 1, 16_384),
  },
  '--keep': {
    takes: 'file',
    meaning: 'keeps requests in a file, for the next run',
    isValid: (text) => !/^(?:$|-|file:|:memory:$)/.test(text), // another option, or what SQLite takes for no file
  },
  '--no-doctor': { meaning: 'runs without the doctor' },
  '--show-values': { meaning: 'shows values whole, also values whose name says that they are secret' },
  '--forward': {
    takes: 'URL of a collector',
    meaning: 'passes on everything that comes by OTLP, for example to http://127.0.0.1:4318',
    isValid: (text) => /^https?:\/\/[^/]/.test(text),
  },
};

/** What is meant where an option is not written right: its own, and what people give to Node here. */
const WORDS: readonly string[] = [...Object.keys(DEV_OPTIONS), '--help', '--watch'];

/** Reads the options before the program; those that are not its own are node's. In words what is wrong with them. */
export function readDevOptions(given: readonly string[]): DevOptions | string {
  const values = new Map<string, string>();
  const args: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const arg = given[at] as string;
    const [name = '', ...more] = arg.split('=');
    const option = Object.hasOwn(DEV_OPTIONS, name) ? DEV_OPTIONS[name] : undefined;
    if (isHelp(arg)) values.set('--help', '');
    else if (option?.isValid !== undefined) {
      const value = more.length > 0 ? more.join('=') : given[++at];
      if (value === undefined || !option.isValid(value)) return `${name} takes a ${option.takes}`;
      values.set(name, value);
    } else if (option !== undefined) values.set(name, '');
    else if (arg.startsWith('-')) {
      const meant = mistypedOption(arg, WORDS);
      if (meant !== undefined) return `there is no option ${name}. Did you mean ${meant}?`;
      args.push(arg);
    } else {
      args.push(...given.slice(at));
      break;
    }
  }
  if (!values.has('--help') && args.every((arg) => arg.startsWith('-')))
    return 'name the program to run, such as: throughline dev app.js';
  const memory = values.get('--memory');
  const port = values.get('--port');
  return {
    port: port === undefined ? undefined : Number(port),
    forward: values.get('--forward'),
    keep: values.get('--keep'),
    memory: memory === undefined ? undefined : Number(memory) * 2 ** 20,
    isWithDoctor: !values.has('--no-doctor'),
    isShowingValues: values.has('--show-values'),
    isHelp: values.has('--help'),
    args,
  };
}

function isWithin(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

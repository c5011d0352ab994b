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
  readonly isWatching: boolean;
  /** The options of node, the program and its arguments. */
  readonly args: readonly string[];
}

const NUMBERS: Readonly<Record<string, { readonly least: number; readonly most: number; readonly unit: string }>> = {
  '--port': { least: 0, most: 65_535, unit: 'a port' },
  '--memory': { least: 1, most: 16_384, unit: 'a number of MiB' },
};

/** Reads the options before the program; those that are not its own are node's. In words what is wrong with them. */
export function readDevOptions(given: readonly string[]): DevOptions | string {
  const numbers: Record<string, number> = {};
  let forward: string | undefined;
  let keep: string | undefined;
  const flags = new Set<string>();
  const args: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const [name = '', value] = (given[at] as string).split('=', 2);
    const number = NUMBERS[name];
    if (number !== undefined) {
      const read = Number(value ?? given[++at]);
      if (!Number.isInteger(read) || read < number.least || read > number.most) return `${name} takes ${number.unit}`;
      numbers[name] = read;
    } else if (name === '--forward') {
      forward = value === undefined ? given[++at] : (given[at] as string).slice('--forward='.length);
      if (forward === undefined || !/^https?:\/\/[^/]/.test(forward)) return '--forward takes the URL of a collector';
    } else if (name === '--keep') {
      keep = value === undefined ? given[++at] : (given[at] as string).slice('--keep='.length);
      if (!keep) return '--keep takes the name of a file';
    } else if (name === '--no-doctor' || name === '--show-values') flags.add(name);
    else if (name.startsWith('-')) args.push(given[at] as string);
    else {
      args.push(...given.slice(at));
      break;
    }
  }
  if (args.every((arg) => arg.startsWith('-'))) return 'name the program to run, such as: throughline dev app.js';
  const { '--port': port, '--memory': memory } = numbers;
  return {
    port,
    forward,
    keep,
    memory: memory === undefined ? undefined : memory * 2 ** 20,
    isWithDoctor: !flags.has('--no-doctor'),
    isShowingValues: flags.has('--show-values'),
    isWatching: args.some((arg) => /^--watch(?:$|[-=])/.test(arg)),
    args,
  };
}

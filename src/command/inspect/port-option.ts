import { Refused } from './refused.js';

/** How a help explains it. */
export const PORT_OPTION = {
  '--port': {
    takes: 'port',
    meaning: 'asks the inspector of this project on this port, not the one that you started last',
  },
};

/** The port that arguments name by `--port 4320` or `--port=4320`, and the other arguments. Throws `Refused` for anything but a number. */
export function takePort(args: readonly string[]): {
  readonly port: string | undefined;
  readonly rest: readonly string[];
} {
  const at = args.findIndex((arg) => /^--port(?:=|$)/.test(arg));
  if (at === -1) return { port: undefined, rest: args };
  const given = /^--port=(.*)$/s.exec(args[at] as string)?.[1];
  const port = given ?? args[at + 1] ?? '';
  if (!/^\d{1,5}$/.test(port)) throw new Refused('--port takes a port');
  return { port, rest: args.toSpliced(at, given === undefined ? 2 : 1) };
}

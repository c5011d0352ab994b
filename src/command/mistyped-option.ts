import { nearestWord } from './did-you-mean.js';

/** What an option that nobody knows was meant to be, of these; `undefined` for one that Node may know. */
export function mistypedOption(arg: string, options: readonly string[]): string | undefined {
  const [name = ''] = arg.split('=', 1);
  const isKnown = options.includes(name) || process.allowedNodeEnvironmentFlags.has(name);
  return isKnown || !name.startsWith('--') ? undefined : nearestWord(name, options);
}

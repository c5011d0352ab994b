import type { RequestList } from '../../inspector/api.js';
import { askInspector, findRequest, Refused } from './ask-inspector.js';
import { showLines, showRequest, showRequests } from './show-request.js';

/** The commands that ask the inspector. */
export type Inspecting = 'requests' | 'request' | 'logs';

/** What `throughline requests`, `request` and `logs` do: they print what the inspector that runs says, as text or with `--json` as JSON. */
export async function inspect(command: Inspecting, given: readonly string[]): Promise<void> {
  try {
    const isJson = given.includes('--json');
    const args = given.filter((arg) => arg !== '--json');
    process.stdout.write(command === 'requests' ? await listed(args, isJson) : await shown(command, args, isJson));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`throughline ${command}: ${error.message}`);
    process.exitCode = 1;
  }
}

async function listed(args: readonly string[], isJson: boolean): Promise<string> {
  const list = await askInspector<RequestList>(`/api/requests?${queryOf(args).toString()}`);
  return isJson ? json(list) : showRequests(list.requests);
}

async function shown(command: Inspecting, [name, more]: readonly string[], isJson: boolean): Promise<string> {
  if (name === undefined || more !== undefined || name.startsWith('-'))
    throw new Refused(`name one request, such as: throughline ${command} 1f`);
  const request = await findRequest(name);
  if (command === 'logs') return isJson ? json(request.lines) : showLines(request);
  return isJson ? json(request) : showRequest(request);
}

/** `--status 5xx`, or `--status=5xx`: the filters of the API. */
function queryOf(args: readonly string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (let at = 0; at < args.length; at++) {
    const [, name, value] = /^--([a-z]+)(?:=(.*))?$/s.exec(args[at] as string) ?? [];
    const given = value ?? args[++at];
    if (name === undefined || given === undefined)
      throw new Refused('give filters such as --path /orders --status 5xx');
    query.set(name, given);
  }
  return query;
}

/** As it is, but that no terminal obeys it: JSON escapes control characters. */
function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

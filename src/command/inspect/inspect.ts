import type { FindingView, LineList, RequestList } from '../../inspector/api.js';
import { helpOf, isHelp } from '../help.js';
import { askInspector, findRequest, Refused } from './ask-inspector.js';
import { FILTERS, queryOf } from './filters.js';
import { showFindings } from './show-findings.js';
import { showLines, showOutside, showRequest, showRequests } from './show-request.js';

/** The commands that ask the inspector. */
export type Inspecting = 'requests' | 'request' | 'logs' | 'findings';

/** What `throughline requests`, `request`, `logs` and `findings` do: they print what the inspector that runs says, as text or with `--json` as JSON. */
export async function inspect(command: Inspecting, given: readonly string[]): Promise<void> {
  if (given.some(isHelp)) return void process.stdout.write(helpFor(command));
  try {
    const isJson = given.includes('--json');
    const args = given.filter((arg) => arg !== '--json');
    process.stdout.write(await answerOf(command, args, isJson));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`throughline ${command}: ${error.message}`);
    process.exitCode = 1;
  }
}

async function answerOf(command: Inspecting, args: readonly string[], isJson: boolean): Promise<string> {
  if (command === 'requests') return listed(args, isJson);
  if (command === 'findings') return found(args, isJson);
  return command === 'logs' && args.length === 0 ? outside(isJson) : shown(command, args, isJson);
}

async function found([more]: readonly string[], isJson: boolean): Promise<string> {
  if (more !== undefined) throw new Refused('it takes no argument but --json');
  const { findings } = await askInspector<{ readonly findings: readonly FindingView[] }>('/api/findings');
  return isJson ? json(findings) : showFindings(findings);
}

async function listed(args: readonly string[], isJson: boolean): Promise<string> {
  const list = await askInspector<RequestList>(`/api/requests?${queryOf(args).toString()}`);
  return isJson ? json(list) : showRequests(list.requests);
}

async function outside(isJson: boolean): Promise<string> {
  const list = await askInspector<LineList>('/api/lines?limit=500');
  return isJson ? json(list) : showOutside(list.lines);
}

async function shown(command: Inspecting, [name, more]: readonly string[], isJson: boolean): Promise<string> {
  if (name === undefined || more !== undefined || name.startsWith('-'))
    throw new Refused(`name one request, such as: throughline ${command} 1f`);
  const request = await findRequest(name);
  if (command === 'logs') return isJson ? json(request.lines) : showLines(request);
  return isJson ? json(request) : showRequest(request);
}

const JSON_OPTION = { '--json': { meaning: 'prints it as JSON' } };

const OF_NONE = { '(no key)': { meaning: 'prints the latest lines that stand in no request' } };

function helpFor(command: Inspecting): string {
  if (command === 'findings') return helpOf('findings [--json]', JSON_OPTION);
  if (command === 'logs') return helpOf('logs [key or id] [--json]', { ...OF_NONE, ...JSON_OPTION });
  if (command !== 'requests') return helpOf(`${command} <key or id> [--json]`, JSON_OPTION);
  const filters = Object.entries(FILTERS).map(([name, filter]) => [`--${name}`, filter]);
  return helpOf('requests [filters] [--json]', { ...Object.fromEntries(filters), ...JSON_OPTION });
}

/** As it is, but that no terminal obeys it: JSON escapes control characters. */
function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

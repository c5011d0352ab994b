import type { FindingView, LineList, RequestList } from '../../inspector/api.js';
import { helpOf, isHelp } from '../help.js';
import { askInspector, findRequest } from './ask-inspector.js';
import { type Chosen, chooseInspector } from './choose-inspector.js';
import { FILTERS, queryOf } from './filters.js';
import { PORT_OPTION, takePort } from './port-option.js';
import { Refused } from './refused.js';
import { showFindings } from './show-findings.js';
import { showLines, showOutside, showRequest, showRequests } from './show-request.js';

/** The commands that ask the inspector. */
export type Inspecting = 'requests' | 'request' | 'logs' | 'findings';

/** What `throughline requests`, `request`, `logs` and `findings` do: they print what the inspector that runs says, as text or with `--json` as JSON. Where several run, they say which one. */
export async function inspect(command: Inspecting, given: readonly string[]): Promise<void> {
  if (given.some(isHelp)) return void process.stdout.write(helpFor(command));
  try {
    const isJson = given.includes('--json');
    const { port, rest } = takePort(given.filter((arg) => arg !== '--json'));
    const ask = answering(command, rest, isJson);
    const chosen = chooseInspector(port);
    if (chosen.note !== undefined) console.error(`throughline ${command}: ${chosen.note}`);
    process.stdout.write(await ask(chosen));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`throughline ${command}: ${error.message}`);
    process.exitCode = 1;
  }
}

/** Asks an inspector, and gives what is to be printed. */
type Ask = (running: Chosen) => Promise<string>;

/** What arguments ask for. Throws `Refused` where they are wrong. */
function answering(command: Inspecting, args: readonly string[], isJson: boolean): Ask {
  if (command === 'requests') return listed(args, isJson);
  if (command === 'findings') return found(args, isJson);
  return command === 'logs' && args.length === 0 ? outside(isJson) : shown(command, args, isJson);
}

function found([more]: readonly string[], isJson: boolean): Ask {
  if (more !== undefined) throw new Refused('it takes only --json and --port');
  return async (running) => {
    const { findings } = await askInspector<{ readonly findings: readonly FindingView[] }>(running, '/api/findings');
    return isJson ? json(findings) : showFindings(findings);
  };
}

function listed(args: readonly string[], isJson: boolean): Ask {
  const query = queryOf(args).toString();
  return async (running) => {
    const list = await askInspector<RequestList>(running, `/api/requests?${query}`);
    return isJson ? json(list) : showRequests(list.requests);
  };
}

function outside(isJson: boolean): Ask {
  return async (running) => {
    const list = await askInspector<LineList>(running, '/api/lines?limit=500');
    return isJson ? json(list) : showOutside(list.lines);
  };
}

function shown(command: Inspecting, [name, more]: readonly string[], isJson: boolean): Ask {
  if (name === undefined || more !== undefined || name.startsWith('-'))
    throw new Refused(`name one request, such as: throughline ${command} 1f`);
  return async (running) => {
    const request = await findRequest(running, name);
    if (command === 'logs') return isJson ? json(request.lines) : showLines(request);
    return isJson ? json(request) : showRequest(request);
  };
}

const OPTIONS = { '--json': { meaning: 'prints it as JSON' }, ...PORT_OPTION };

const OF_NONE = { '(no key)': { meaning: 'prints the latest lines that stand in no request' } };

function helpFor(command: Inspecting): string {
  if (command === 'findings') return helpOf('findings [options]', OPTIONS);
  if (command === 'logs') return helpOf('logs [key or id] [options]', { ...OF_NONE, ...OPTIONS });
  if (command !== 'requests') return helpOf(`${command} <key or id> [options]`, OPTIONS);
  const filters = Object.entries(FILTERS).map(([name, filter]) => [`--${name}`, filter]);
  return helpOf('requests [filters] [options]', { ...Object.fromEntries(filters), ...OPTIONS });
}

/** As it is, but that no terminal obeys it: JSON escapes control characters. */
function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

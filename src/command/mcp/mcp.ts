import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

import { helpOf, isHelp } from '../help.js';
import { chooseInspector } from '../inspect/choose-inspector.js';
import { PORT_OPTION, takePort } from '../inspect/port-option.js';
import { Refused } from '../inspect/refused.js';
import { readCall, TOOLS } from './tools.js';

const PACKAGE = '@modelcontextprotocol/sdk';

/** The parts of the SDK that are needed. Source: @modelcontextprotocol/sdk 1.x. */
interface Sdk {
  readonly Server: new (info: object, options: object) => Server;
  readonly StdioServerTransport: new () => unknown;
}

interface Server {
  /** Gets each request that has no handler, as it came: those of the SDK answer a wrong one with what its validation says. */
  fallbackRequestHandler?: (request: { readonly method: string; readonly params?: unknown }) => Promise<object>;
  connect(transport: unknown): Promise<void>;
}

/** Source: JSON-RPC 2.0, "Error object". */
const NO_METHOD = -32_601;

/** What `throughline mcp` does: lets an assistant ask the inspector of this project, over the standard input and output. */
export async function mcp(given: readonly string[], version: string): Promise<void> {
  if (given.some(isHelp)) return void process.stdout.write(helpOf('mcp [options]', PORT_OPTION));
  let port: string | undefined;
  try {
    port = portIn(given);
  } catch (error) {
    return fail((error as Error).message);
  }
  const sdk = loadSdk();
  if (sdk === undefined) return fail(`it needs the package ${PACKAGE}. Run: npm install --save-dev ${PACKAGE}`);
  const server = new sdk.Server({ name: 'throughline', version }, { capabilities: { tools: {} } });
  const tools = Object.entries(TOOLS).map(([name, { description, inputSchema }]) => {
    return { name, description, inputSchema, annotations: { readOnlyHint: true } };
  });
  server.fallbackRequestHandler = async ({ method, params }) => {
    if (method === 'tools/list') return { tools };
    if (method === 'tools/call') return call(params, port);
    throw Object.assign(new Error('Method not found'), { code: NO_METHOD });
  };
  return server.connect(new sdk.StdioServerTransport());
}

function portIn(given: readonly string[]): string | undefined {
  const { port, rest } = takePort(given);
  if (rest.length > 0) throw new Refused('it takes only --port');
  return port;
}

/** The inspector is chosen anew for each call: it may have been started since. */
async function call(params: unknown, port: string | undefined): Promise<object> {
  try {
    const { tool, args } = readCall(params);
    const chosen = chooseInspector(port);
    const answer = JSON.stringify(await tool.call(chosen, args));
    const texts = chosen.note === undefined ? [answer] : [answer, chosen.note];
    return { content: texts.map((text) => ({ type: 'text', text })) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
}

function fail(message: string): void {
  console.error(`throughline mcp: ${message}`);
  process.exitCode = 1;
}

/** That of the project, or one beside this package. */
function loadSdk(): Sdk | undefined {
  for (const from of [join(process.cwd(), sep), import.meta.url]) {
    try {
      const load = createRequire(from);
      const parts = ['server/index.js', 'server/stdio.js'].map((part) => load(`${PACKAGE}/${part}`) as Sdk);
      return Object.assign({}, ...parts) as Sdk;
    } catch {
      // it is not there
    }
  }
  return undefined;
}

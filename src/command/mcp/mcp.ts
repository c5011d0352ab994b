import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

import { Refused } from '../inspect/ask-inspector.js';
import { TOOLS } from './tools.js';

const PACKAGE = '@modelcontextprotocol/sdk';

/** The parts of the SDK that are needed. Source: @modelcontextprotocol/sdk 1.x. */
interface Sdk {
  readonly Server: new (
    info: object,
    options: object,
  ) => {
    setRequestHandler(schema: unknown, handle: (request: CallRequest) => Promise<object>): void;
    connect(transport: unknown): Promise<void>;
  };
  readonly StdioServerTransport: new () => unknown;
  readonly ListToolsRequestSchema: unknown;
  readonly CallToolRequestSchema: unknown;
}

interface CallRequest {
  readonly params: { readonly name: string; readonly arguments?: Readonly<Record<string, unknown>> };
}

/** What `throughline mcp` does: lets an assistant ask the inspector of this project, over the standard input and output. */
export async function mcp(version: string): Promise<void> {
  const sdk = loadSdk();
  if (sdk === undefined) {
    console.error(`throughline mcp: it needs the package ${PACKAGE}. Run: npm install --save-dev ${PACKAGE}`);
    process.exitCode = 1;
    return;
  }
  const server = new sdk.Server({ name: 'throughline', version }, { capabilities: { tools: {} } });
  const tools = Object.entries(TOOLS).map(([name, { description, inputSchema }]) => {
    return { name, description, inputSchema, annotations: { readOnlyHint: true } };
  });
  server.setRequestHandler(sdk.ListToolsRequestSchema, async () => ({ tools }));
  server.setRequestHandler(sdk.CallToolRequestSchema, async ({ params }) => call(params));
  await server.connect(new sdk.StdioServerTransport());
}

async function call({ name, arguments: args = {} }: CallRequest['params']): Promise<object> {
  try {
    const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
    if (tool === undefined) throw new Refused('there is no such tool');
    return { content: [{ type: 'text', text: JSON.stringify(await tool.call(args)) }] };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
}

/** That of the project, or one beside this package. */
function loadSdk(): Sdk | undefined {
  for (const from of [join(process.cwd(), sep), import.meta.url]) {
    try {
      const load = createRequire(from);
      const parts = ['server/index.js', 'server/stdio.js', 'types.js'].map((part) => load(`${PACKAGE}/${part}`) as Sdk);
      return Object.assign({}, ...parts) as Sdk;
    } catch {
      // it is not there
    }
  }
  return undefined;
}

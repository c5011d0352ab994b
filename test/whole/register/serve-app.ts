import { type NodeRun, REGISTERED, root, runNode } from '../../support/run-node.js';

export interface ServedApp extends NodeRun {
  readonly url: string;
  /** Ends it, and gives all that it printed. */
  stop(): Promise<string[]>;
}

export const appPath = (name: string): string => `${root}test/whole/register/apps/${name}`;

/** Runs an application that knows nothing of Throughline, and waits until it listens. */
export async function serveApp(
  name: string,
  flags: readonly string[] = REGISTERED,
  env: Record<string, string> = {},
): Promise<ServedApp> {
  return serveCommand([...flags, appPath(name)], env);
}

/** The same by the whole command line. */
export async function serveCommand(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = root,
): Promise<ServedApp> {
  return served(runNode(args, env, cwd));
}

/** The application that such a process serves. */
export async function served(run: NodeRun): Promise<ServedApp> {
  const [, port] = await run.find(/listening on (\d+)/);
  return {
    ...run,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      run.child.kill();
      await run.ended;
      return run.lines;
    },
  };
}

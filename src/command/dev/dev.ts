import { type Collector, startCollector } from '../../inspector/collector/collector.js';
import { KeptRequests } from '../../inspector/collector/keep/kept-requests.js';
import { RequestFile } from '../../inspector/collector/keep/request-file.js';
import { showing } from '../../inspector/redact/redact.js';
import { projectFolder } from '../../inspector/running/project-folder.js';
import { announce } from '../../inspector/running/running-inspector.js';
import { helpOf } from '../help.js';
import { launchWithChildren } from '../launch.js';
import { missingProgram } from '../missing-program.js';
import { programAt } from '../program-at.js';
import { type Ending, run } from '../run.js';
import { DEV_OPTIONS, readDevOptions } from './dev-options.js';

/** The parts of the built package that `throughline dev` needs. */
export interface DevParts {
  readonly register: string;
  readonly doctor: string;
  readonly agent: string;
  /** The folder of the page. */
  readonly page: string;
  readonly version: string;
}

const USAGE = 'dev [options] [options of node] app.js [arguments]';

/** What `throughline dev` does: runs the application, and shows its requests in a page, whose address it prints. */
export async function dev(
  given: readonly string[],
  { register, doctor, agent, page, version }: DevParts,
): Promise<void> {
  const options = readDevOptions(given);
  if (typeof options === 'string') return fail(options);
  if (options.isHelp) return void process.stdout.write(helpOf(USAGE, DEV_OPTIONS));
  const missing = missingProgram(options.args);
  if (missing !== undefined) return fail(missing);
  const { port, memory, forward, keep, isWithDoctor, isShowingValues, args } = options;
  showing.isAll = isShowingValues; // of what comes by OTLP
  const collector = await startCollector({ port, bytes: memory, page, version, forward, warn }).catch(() => undefined);
  if (collector === undefined) return fail('no port is free. Choose one: --port 5000');
  let kept: KeptRequests | undefined;
  try {
    kept = keep === undefined ? undefined : new KeptRequests(new RequestFile(keep), collector.store, warn);
  } catch (error) {
    collector.close();
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(`${code}: ${message}`);
  }
  const { address, token, ingest } = collector;
  const opened = `${address}/?token=${token}`;
  warn(`each request from the inside: ${opened}`);
  const application = args[programAt(args) ?? args.length] ?? args.join(' ');
  const conceal = announce(projectFolder(process.cwd()), { address, token, application });
  process.on('exit', () => {
    conceal?.();
    kept?.close();
  });
  const files = [register, ...(isWithDoctor ? [doctor] : []), agent];
  const { env, ...launch } = launchWithChildren(args, files);
  const target = isShowingValues ? ingest.replace('#', '/?show-values#') : ingest;
  run({ ...launch, env: { ...env, THROUGHLINE_INSPECTOR: target } }, async (ending) => {
    if (ending !== 'stopped' || kept !== undefined) await collector.drain();
    const stays = isToStay(ending, collector);
    if (stays) {
      warn(`the application has ended. Its page stays until you press Ctrl-C: ${opened}`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
    } else {
      if (ending === 'failed')
        warn('the application failed before it had anything to show, so the page has ended, too');
      conceal?.();
      kept?.close();
      collector.close();
    }
    return stays;
  });
}

/** Whether somebody wants to look at the page behind the end of the application. One that only did its work ends a pipe, or a step of CI. */
function isToStay(ending: Ending, { store }: Collector): boolean {
  const { lines } = store.outside.find({ limit: 1 });
  if (ending === 'stopped' || store.held + store.findings.size + lines.length === 0) return false;
  return ending === 'failed' || (process.stderr.isTTY && !process.env['CI']);
}

function warn(message: string): void {
  console.error(`throughline: ${message}`);
}

function fail(message: string): void {
  console.error(`throughline dev: ${message}`);
  process.exitCode = 1;
}

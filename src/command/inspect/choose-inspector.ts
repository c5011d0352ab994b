import { projectFolder } from '../../inspector/running/project-folder.js';
import { findRunning, type RunningInspector } from '../../inspector/running/running-inspector.js';
import { Refused } from './refused.js';
import { plain } from './table.js';

/** The inspector that is asked. */
export interface Chosen extends RunningInspector {
  /** Which of several it is, in words, and how to ask another one; `undefined` where there is no other, or it was named. */
  readonly note: string | undefined;
}

/** The inspector of the project of this folder that has this port, or the one that was started last. Throws `Refused` where none runs. */
export function chooseInspector(port?: string): Chosen {
  const all = findRunning(projectFolder(process.cwd()));
  const [latest, ...others] = all;
  if (latest === undefined) throw new Refused(NONE);
  if (port === undefined) return { ...latest, note: others.length === 0 ? undefined : noteOf(latest, others) };
  const chosen = all.find((running) => portOf(running) === port);
  if (chosen === undefined)
    throw new Refused(
      `no inspector of this project has the port ${plain(port.slice(0, 40))}. There is ${inWords(all)}`,
    );
  return { ...chosen, note: undefined };
}

const NONE = 'no inspector runs for this project. Start one: throughline dev app.js';

function noteOf(latest: RunningInspector, others: readonly RunningInspector[]): string {
  const { address, application } = latest;
  return `this is ${address}, which runs ${plain(application)}. To ask another one: ${inWords(others)}`;
}

/** `--port 4319 (app.js)` for each of them. */
function inWords(all: readonly RunningInspector[]): string {
  return all.map((running) => `--port ${portOf(running)} (${plain(running.application)})`).join(', ');
}

function portOf({ address }: RunningInspector): string {
  return new URL(address).port;
}

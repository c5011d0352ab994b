// Stands in for the module of the same name, for runtimes that cannot start a process: CPython is asked over HTTP.
import type { Program, Trace } from '../../conformance/differential/program.js';
import { settings } from './settings.js';

/** The tests are not started without it. */
export function whyNoPython(): undefined {}

/** CPython, on the other side of an HTTP server. Programs that are run at once are sent together. */
export class CPython implements Disposable {
  readonly complaints = '';
  #programs: Program[] = [];
  #traces: Promise<Trace[]> | undefined;

  async run(program: Program): Promise<Trace> {
    const place = this.#programs.push(program) - 1;
    this.#traces ??= Promise.resolve().then(() => this.#send());
    return (await this.#traces)[place]!;
  }

  async #send(): Promise<Trace[]> {
    const body = JSON.stringify(this.#programs);
    this.#programs = [];
    this.#traces = undefined;
    const response = await fetch(`${settings().origins[0]}/cpython`, { method: 'POST', body });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Trace[];
  }

  [Symbol.dispose](): void {}
}

import type { FindingView, InspectorStatus } from '../api.js';
import type { AgentEvent, Hello } from '../protocol/agent-event.js';
import { applyEvent, bytesOf } from './apply-event.js';
import { absorbTraces } from './otlp/traces.js';
import type { HeldRequest } from './store/held-request.js';
import type { RequestStore } from './store/request-store.js';

/** What a process that was connected has in the store. */
interface Agent {
  readonly hello: Hello;
  /** How often it is connected now. */
  connections: number;
  /** Whether it told of anything: tools that only start the application do not. */
  hasTold: boolean;
  readonly requests: Map<number, HeldRequest>;
  /** What the doctor found in it, by its numbers. */
  readonly findings: Map<number, FindingView>;
  /** The sequences of lines whose request is not known, by their numbers. */
  readonly lines: Map<number, number>;
}

const MAX_AGENTS = 200;

/** Of one agent. No doctor has more. */
const MAX_FINDINGS = 200;

/** Of one agent: so many lines are held. */
const MAX_LINES = 2000;

/** The processes that tell of their requests. */
export class Agents {
  readonly #store: RequestStore;
  readonly #agents = new Map<string, Agent>();

  constructor(store: RequestStore) {
    this.#store = store;
  }

  /** Those that told of anything and are connected, or gone without a successor. */
  get services(): InspectorStatus['services'] {
    const all = [...this.#agents.values()].filter(({ hasTold }) => hasTold);
    const connected = new Set(all.filter(({ connections }) => connections > 0).map(({ hello }) => hello.service));
    return all
      .filter(({ hello, connections }) => connections > 0 || !connected.has(hello.service))
      .map(({ hello, connections }) => ({ name: hello.service, pid: hello.pid, isConnected: connections > 0 }));
  }

  /** A connection: call `take` with each event that comes, with the length of its line, and `close` at its end. */
  connect(): { take(event: AgentEvent, length: number): void; close(): void } {
    let agent: Agent | undefined;
    const close = (): void => {
      if (agent !== undefined && --agent.connections === 0) this.#lose(agent);
      agent = undefined;
    };
    return {
      take: (event, length) => {
        if (event.type !== 'hello') {
          if (agent !== undefined) this.#take(agent, event, bytesOf(length));
          return;
        }
        close();
        agent = this.#known(event);
        if (++agent.connections === 1) this.#find(agent);
      },
      close,
    };
  }

  #known(hello: Hello): Agent {
    const known = this.#agents.get(hello.agent);
    if (known !== undefined) return known;
    const gone = [...this.#agents].find(([, { connections }]) => connections === 0);
    if (this.#agents.size >= MAX_AGENTS && gone !== undefined) this.#agents.delete(gone[0]);
    const agent: Agent = {
      hello,
      connections: 0,
      hasTold: false,
      requests: new Map(),
      findings: new Map(),
      lines: new Map(),
    };
    this.#agents.set(hello.agent, agent);
    return agent;
  }

  #take(agent: Agent, event: Exclude<AgentEvent, Hello>, bytes: number): void {
    agent.hasTold = true;
    if (event.type === 'dropped') {
      this.#store.dropped += event.count;
    } else if (event.type === 'finding') {
      if (agent.findings.size < MAX_FINDINGS || agent.findings.has(event.number))
        agent.findings.set(event.number, this.#store.addFinding(event.finding));
    } else if (event.type === 'again') {
      this.#mark(agent, event);
    } else if (event.type === 'outside') {
      const lostBy = event.requests.flatMap((number) => agent.requests.get(number)?.key ?? []);
      const { sequence } = this.#store.addOutside(event.line, agent.hello.service, lostBy, bytes);
      if (event.number > 0) rememberLine(agent.lines, event.number, sequence);
    } else if (event.type === 'lost') {
      this.#findLines(agent, event);
    } else if (event.type === 'request') {
      const { requests, hello } = agent;
      const request = this.#store.add(event, hello.service, bytes, () => {
        if (requests.get(event.request) === request) requests.delete(event.request);
      });
      requests.set(event.request, request);
      absorbTraces(this.#store, request);
    } else {
      const request = agent.requests.get(event.request);
      if (request !== undefined) this.#store.change(request, () => applyEvent(request, event, bytes));
    }
  }

  /** The requests refer to the finding, which is held once. */
  #mark({ findings, requests }: Agent, event: Extract<AgentEvent, { type: 'again' }>): void {
    const finding = findings.get(event.finding);
    if (finding === undefined) return;
    this.#store.keepFinding(finding);
    for (const number of event.requests) {
      const request = requests.get(number);
      if (request !== undefined) this.#store.change(request, () => request.addFinding(finding, bytesOf(0)));
    }
  }

  /** It is known now which request wrote the lines. */
  #findLines({ lines, requests }: Agent, { lines: numbers, request }: Extract<AgentEvent, { type: 'lost' }>): void {
    const key = requests.get(request)?.key;
    for (const number of numbers) {
      const sequence = lines.get(number);
      if (sequence !== undefined && key !== undefined) this.#store.markLost(sequence, key);
      lines.delete(number);
    }
  }

  /** Its process, or the connection to it, has ended. */
  #lose({ requests }: Agent): void {
    for (const request of requests.values())
      if (request.state === 'running') this.#store.change(request, () => (request.state = 'lost'));
  }

  /** It is there again. */
  #find({ requests }: Agent): void {
    for (const request of requests.values())
      if (request.state === 'lost') this.#store.change(request, () => (request.state = 'running'));
  }
}

function rememberLine(lines: Map<number, number>, number: number, sequence: number): void {
  lines.set(number, sequence);
  const [oldest = number] = lines.keys();
  if (lines.size > MAX_LINES) lines.delete(oldest);
}

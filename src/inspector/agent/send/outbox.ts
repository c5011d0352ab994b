import { attempt } from '../../../core/attempt.js';
import type { SentEvent } from '../../protocol/agent-event.js';

/** An event that is made when it is sent: to read a stack takes time that the request should not have to wait for. */
export type Late = () => SentEvent | undefined;

const MAX_HELD = 20_000;

/** Of the texts of lines, in characters. */
const MAX_LENGTH = 2 ** 24;

/** What is to be sent. It holds a bounded number of events, and of text; more are counted, and dropped. */
export class Outbox {
  #events: Late[] = [];
  #dropped = 0;
  #length = 0;

  /** Holds an event that has a text of this length. Says whether there was room for it. */
  add(event: Late, length = 0): boolean {
    const hasRoom = this.#events.length < MAX_HELD && this.#length + length <= MAX_LENGTH;
    if (!hasRoom) {
      this.#dropped++;
      return false;
    }
    this.#length += length;
    this.#events.push(event);
    return true;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#dropped === 0;
  }

  /** All that is held, one JSON on each line; forgets it. */
  take(): string {
    const events = this.#events;
    this.#events = [];
    this.#length = 0;
    let text = '';
    for (const event of events) text += attempt(() => lineOf(event())) ?? '';
    if (this.#dropped > 0) text += lineOf({ type: 'dropped', count: this.#dropped });
    this.#dropped = 0;
    return text;
  }
}

function lineOf(event: SentEvent | undefined): string {
  return event === undefined ? '' : `${JSON.stringify(event)}\n`;
}

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { nodeBuiltin } from '../../../src/core/runtime/node-builtin.js';
import { applyEvent } from '../../../src/inspector/collector/apply-event.js';
import { KeptRequests } from '../../../src/inspector/collector/keep/kept-requests.js';
import { type KeptRow, RequestFile } from '../../../src/inspector/collector/keep/request-file.js';
import type { HeldRequest } from '../../../src/inspector/collector/store/held-request.js';
import { RequestStore } from '../../../src/inspector/collector/store/request-store.js';
import { readEvent } from '../../../src/inspector/protocol/read-event.js';
import { ended, started } from '../../support/inspector/fake-agent.js';

/** What a file has, without one. */
class Rows {
  readonly rows = new Map<number, string>();

  read(): readonly KeptRow[] {
    return [...this.rows].map(([sequence, events]) => ({ sequence, events }));
  }

  write(rows: Iterable<KeptRow>, gone: Iterable<number>): void {
    for (const { sequence, events } of rows) this.rows.set(sequence, events);
    for (const sequence of gone) this.rows.delete(sequence);
  }

  path = 'requests.db';

  last(): number {
    return Math.max(0, ...this.rows.keys());
  }

  empty(): void {
    this.rows.clear();
  }

  close(): void {}
}

function take(store: RequestStore, request: HeldRequest, event: object): void {
  const read = readEvent(JSON.stringify(event));
  store.change(request, () => applyEvent(request, read as never, 500));
}

function add(store: RequestStore, number: number): HeldRequest {
  return store.add(readEvent(JSON.stringify(started(number))) as never, 'shop', 1000);
}

function restored(file: Rows, bytes = 10 ** 6): RequestStore {
  const store = new RequestStore(bytes);
  new KeptRequests(file, store, () => {}).close();
  return store;
}

const detailsOf = (store: RequestStore): unknown[] => [...store.newest()].map((request) => request.detail());

it('gives back what has ended, also what came later and what was left out, and counts on', () => {
  const file = new Rows();
  const store = new RequestStore(16_000);
  const kept = new KeptRequests(file, store, () => {});
  const [one, two, three] = [1, 2, 3].map((number) => add(store, number)) as [HeldRequest, HeldRequest, HeldRequest];
  const line = { at: 1, level: 'info', text: 'late\nline', spanId: '' };
  take(store, one, { type: 'span', request: 1, span: { spanId: '00000000000000aa', name: 'charge', duration: 3 } });
  take(store, one, ended(1, { status: 503, error: 'No stock' }));
  take(store, one, { type: 'line', request: 1, line });
  store.change(two, () => (two.state = 'lost'));
  store.change(one, () => one.addDropped('lines', 4));
  kept.close();
  const again = restored(file);
  expect(detailsOf(again)).toEqual([two.detail(), one.detail()]);
  expect(again.started).toBe(0);
  expect(add(again, 9).sequence).toBe(three.sequence);
});

it('drops from the file what the store drops', () => {
  const file = new Rows();
  const store = new RequestStore(3000);
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const kept = new KeptRequests(file, store, () => {});
  for (let number = 1; number <= 5; number++) {
    take(store, add(store, number), ended(number));
    if (number === 3) vi.advanceTimersByTime(1000);
  }
  expect([...file.rows.keys()]).toEqual([1, 2, 3]);
  vi.advanceTimersByTime(1000);
  expect([...file.rows.keys()]).toEqual([3, 4, 5]);
  store.clear();
  kept.close();
  expect([...file.rows.keys()]).toEqual([]);
});

it.each(['', 'null\nnull', '{}\n{"type":"end"}', `[]\n${JSON.stringify(ended(1))}`])(
  'takes no request from %j',
  (events) => {
    const file = new Rows();
    file.rows.set(1, events);
    expect(restored(file).held).toBe(0);
    expect(file.rows.size).toBe(0);
  },
);

it('trusts a file no more than an agent', () => {
  const file = new Rows();
  const line = { type: 'line', line: { text: `\u001b[2J${'x'.repeat(10_000)}`, at: -1 } };
  file.rows.set(7, ['{"service":7,"dropped":"x"}', JSON.stringify(started(1)), JSON.stringify(line), '{'].join('\n'));
  const [detail] = detailsOf(restored(file));
  expect(detail).toMatchObject({ sequence: 7, service: '', state: 'lost', lines: [{ at: 0 }], cut: [] });
  expect(JSON.stringify(detail)).not.toContain('\\u001b');
});

it('says once that it cannot write, and goes on in memory', () => {
  const file = new Rows();
  const warn = vi.fn<(message: string) => void>();
  const store = new RequestStore(10 ** 6);
  const kept = new KeptRequests(Object.assign(file, { write: () => expect.fail('the disk is full') }), store, warn);
  take(store, add(store, 1), ended(1));
  kept.close();
  take(store, add(store, 2), ended(2));
  kept.close();
  expect(warn.mock.calls).toEqual([[expect.stringContaining('kept in memory only: the disk is full')]]);
  expect(store.held).toBe(2);
});

const hasSqlite = nodeBuiltin('node:sqlite') !== undefined;

it.runIf(hasSqlite)('keeps rows in a file of this user, the newest that fit (where Node has node:sqlite)', () => {
  const path = newPath();
  const file = new RequestFile(path);
  file.write(
    [1, 2, 3, 2 ** 50].map((sequence) => ({ sequence, events: 'x'.repeat(1000) })),
    [],
  );
  file.write([{ sequence: 3, events: 'three' }], [1]);
  expect(() => new RequestFile(path)).toThrow('is in use by another process');
  file.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = new RequestFile(path);
  expect([again.read(1000), again.last()]).toEqual([[{ sequence: 3, events: 'three' }], 3]);
  expect(again.read(10 ** 6)).toHaveLength(2); // what had no room before is there still
  again.empty();
  expect(again.read(10 ** 6)).toEqual([]);
  again.close();
});

it('forgets in the file at once, also where no request can be written any more', () => {
  const file = new Rows();
  const store = new RequestStore(10 ** 6);
  const kept = new KeptRequests(file, store, () => {});
  take(store, add(store, 1), ended(1));
  kept.close();
  const again = new RequestStore(10 ** 6);
  const warn = vi.fn<(message: string) => void>();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  void new KeptRequests(Object.assign(file, { write: () => expect.fail('the disk is full') }), again, warn);
  take(again, add(again, 2), ended(2));
  vi.advanceTimersByTime(1000);
  expect([warn.mock.calls.length, file.rows.size]).toEqual([1, 1]);
  again.clear();
  expect(file.rows.size).toBe(0);
});

it('says so where what was forgotten cannot be taken out', () => {
  const warn = vi.fn<(message: string) => void>();
  const store = new RequestStore(10 ** 6);
  void new KeptRequests(Object.assign(new Rows(), { empty: () => expect.fail('no permission') }), store, warn);
  store.clear();
  store.clear();
  expect(warn.mock.calls).toEqual([[expect.stringContaining('requests.db still has what you deleted')]]);
});

it('leaves in the file what has no room in the memory of this run', () => {
  const file = new Rows();
  const store = new RequestStore(10 ** 6);
  const kept = new KeptRequests(file, store, () => {});
  for (let number = 1; number <= 9; number++) take(store, add(store, number), ended(number));
  kept.close();
  expect(restored(file, 4000).held).toBeLessThan(9);
  expect(restored(file).held).toBe(9);
  expect(add(restored(file, 100), 10).sequence).toBe(10); // and no row is written over
});

it.runIf(hasSqlite)('is emptied, too, where SQLite cannot do that (where Node has node:sqlite)', () => {
  const path = newPath();
  const file = new RequestFile(path);
  file.write([{ sequence: 1, events: 'secret' }], []);
  file.close(); // as good as a disk that is full: SQLite does nothing any more
  expect(() => file.write([{ sequence: 2, events: '' }], [])).toThrow(`${path} cannot be used: ERR_INVALID_STATE`);
  file.empty();
  expect(statSync(path).size).toBe(0);
  const again = new RequestFile(path);
  expect(again.read(10 ** 6)).toEqual([]);
  again.close();
});

it.runIf(hasSqlite)('refuses and leaves as it is what is not its own (where Node has node:sqlite)', () => {
  const path = newPath();
  writeFileSync(path, 'mine', { mode: 0o644 });
  expect(() => new RequestFile(path)).toThrow('is another kind of file');
  expect(statSync(path)).toMatchObject({ size: 4, mode: 0o100644 });
  expect(() => new RequestFile(tmpdir())).toThrow('is none');
  expect(() => new RequestFile(join(path, 'below'))).toThrow('The option "--keep" must be');
});

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keep-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'requests.db');
}

import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Feed } from '../api/feed.js';
import { formatCount } from '../model/format.js';
import { longestDuration } from '../model/longest-duration.js';
import { SLOW } from '../model/slow.js';
import { RequestRow } from './request-row.js';
import { ROW, visibleRows } from './virtual-rows.js';

const COLUMNS = ['time', 'status', 'name', 'marks', 'duration', 'bar', 'id'] as const;
const HEADINGS = ['Time', 'Status', 'Request', 'Inside', 'Took', 'Ran and waited', 'Id'];

const RAN =
  'A bar is as long as its request took. Its full part is the time that code ran, the pale rest is the time that it waited.';
const TITLES: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  marks: 'What was recorded in it: findings of the doctor, spans, and lines that it wrote',
  duration: `From its start to its end. Amber: it took ${SLOW} ms or longer.`,
  bar: `${RAN} Amber: it took ${SLOW} ms or longer.`,
};

interface RequestListProps {
  readonly feed: Feed;
  readonly isPaused: boolean;
  readonly openKeys: readonly string[];
  readonly base: string | undefined;
  readonly isFiltered: boolean;
  readonly addressOf: (key: string) => string;
  readonly onFollow: () => void;
  readonly onOpen: (key: string) => void;
  readonly onCompare: (key: string) => void;
}

/** The list of requests, the newest first. Only the rows that are seen are in the document. */
export function RequestList(props: RequestListProps): JSX.Element {
  const { feed, isPaused, openKeys, base, isFiltered, addressOf, onFollow, onOpen, onCompare } = props;
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const [height, setHeight] = useState(600);
  const [activeKey, setActiveKey] = useState<string>();
  const { list } = feed;
  const requests = list.shown;
  const count = requests.length;
  const isMeasured = requests.slice(-200).some(({ ran }) => ran !== undefined);
  const [first, end] = visibleRows(count, scrolled, height);
  const longest = longestDuration(requests);
  const indexOf = (key: string | undefined): number => {
    const at = key === undefined ? -1 : requests.findLastIndex((request) => request.key === key);
    return at < 0 ? -1 : count - 1 - at;
  };

  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const top = box.current?.scrollTop ?? 0;
    setScrolled(top);
    if (!isPaused) feed.hold(top > 0);
    if (top + height > (count - 40) * ROW) void feed.loadOlder();
  };
  const moveTo = (index: number): void => {
    const to = Math.max(0, Math.min(count - 1, index));
    const element = box.current as HTMLDivElement;
    feed.hold(true);
    setActiveKey(requests[count - 1 - to]?.key);
    if (to * ROW < element.scrollTop) element.scrollTop = to * ROW;
    const lowest = (to + 2) * ROW - element.clientHeight; // the headings take one
    if (lowest > element.scrollTop) element.scrollTop = lowest;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const active = indexOf(activeKey);
    const chosen = requests[count - 1 - Math.max(0, active)]; // the newest, until another is
    const pageful = Math.max(1, Math.floor(height / ROW) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageful, PageUp: -pageful };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) moveTo(active + (active < 0 ? Math.max(1, step) : step));
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(count - 1);
    else if (event.key === 'Enter' && chosen !== undefined) onOpen(chosen.key);
    else if (event.key === 'c' && chosen !== undefined) onCompare(chosen.key);
    else return;
    if (event.key === 'Enter' || event.key === 'c') setActiveKey(chosen?.key);
    event.preventDefault();
  };

  const onClick = (event: MouseEvent): void => {
    const key = (event.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
    if (key === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return; // a link, for a tab of its own
    event.preventDefault();
    setActiveKey(key);
    onOpen(key);
  };

  const visible = Array.from({ length: end - first }, (_, offset) => first + offset);
  const activeRequest = requests[count - 1 - indexOf(activeKey)];
  const isActiveDrawn = activeRequest !== undefined && indexOf(activeKey) >= first && indexOf(activeKey) < end;
  return (
    <div class="list" ref={box} onScroll={onScroll}>
      <div
        role="grid"
        id="requests"
        aria-label="Requests, the newest first"
        aria-rowcount={count + 1}
        aria-activedescendant={isActiveDrawn ? `row-${activeRequest.sequence}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div role="row" class="row headings" aria-rowindex={1}>
          {COLUMNS.map((column, index) => (
            <span role="columnheader" key={column} class={`cell-${column}`} title={TITLES[column]}>
              {column === 'bar' && !isMeasured ? 'Duration' : HEADINGS[index]}
            </span>
          ))}
        </div>
        <div class="rows" role="rowgroup" style={{ height: `${count * ROW}px` }}>
          {visible.map((index) => {
            const shown = requests[count - 1 - index];
            if (shown === undefined) return null;
            const request = list.latest(shown);
            return (
              <RequestRow
                key={request.key}
                request={request}
                index={index}
                isActive={request.key === activeKey}
                isOpen={openKeys.includes(request.key)}
                isBase={request.key === base}
                longest={longest}
                address={addressOf(request.key)}
              />
            );
          })}
        </div>
      </div>
      {list.newer > 0 && (
        <button
          type="button"
          class="button newer"
          onClick={() => {
            box.current?.scrollTo(0, 0);
            onFollow();
          }}
        >
          ↑ {formatCount(list.newer)} newer
        </button>
      )}
      {count === 0 && feed.isLoaded && <Empty isFiltered={isFiltered} />}
    </div>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }): JSX.Element {
  if (isFiltered) return <p class="empty">No request matches the filter.</p>;
  return <p class="empty">No request yet. Send one to your application: it appears here at once.</p>;
}

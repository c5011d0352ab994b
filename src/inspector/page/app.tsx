import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import type { Feed } from './api/feed.js';
import { Detail } from './detail.js';
import { FilterBar } from './list/filter-bar.js';
import { OutsideEntry } from './list/outside-entry.js';
import { RequestList } from './list/request-list.js';
import { type Filter, usedFilters, writeFilter } from './model/filter.js';
import { type Route, writeRoute } from './model/route.js';
import { KeysDialog } from './parts/keys-dialog.js';
import { TopBar } from './parts/top-bar.js';
import { useFeed } from './use-feed.js';
import { useKeys } from './use-keys.js';
import { useRoute } from './use-route.js';

/** The page of a running collector: the list, and beside it the request that is open. */
export function App({ feed }: { feed: Feed }): JSX.Element {
  useFeed(feed);
  const [route, go] = useRoute();
  const [isPaused, setIsPaused] = useState(false);
  const [areKeysShown, setAreKeysShown] = useState(false);
  const [base, setBase] = useState<string>();
  const filteredAt = useRef(0);
  const { view, keys, filter } = route;
  useEffect(() => feed.setFilter(filter), [writeFilter(filter)]);

  useEffect(() => {
    if (view === 'list') focusList();
  }, []);

  const routeOf = (shown: Route['view'], ...opened: string[]): Route => ({
    view: shown,
    keys: opened,
    place: undefined,
    filter,
  });
  const addressOf = (key: string): string => writeRoute(routeOf('request', key));
  const close = (): void => {
    go(routeOf('list'));
    focusList();
    requestAnimationFrame(focusList); // on a small screen it is hidden until then
  };
  const startCompare = (key: string): void => {
    setBase(key);
    if (isListHidden()) close();
  };
  const compare = (key: string): void => {
    if (base === undefined || base === key) return setBase(base === key ? undefined : key);
    setBase(undefined);
    go(routeOf('compare', base, key));
  };
  const choose = (key: string): void => (base === undefined ? go(routeOf('request', key)) : compare(key));
  const setFilter = (changed: Filter): void => {
    // A word is one step back, not each of its letters.
    const isTyping = Date.now() - filteredAt.current < 1000;
    filteredAt.current = Date.now();
    go({ ...route, filter: changed }, isTyping ? 'in place' : 'step');
  };
  const pause = (isNow: boolean): void => {
    feed.pause(isNow);
    setIsPaused(isNow);
  };
  // What comes into the list does not concern what is open beside it.
  const detail = useMemo(
    () => <Detail feed={feed} route={route} addressOf={addressOf} onCompare={startCompare} />,
    [writeRoute(route)],
  );
  useKeys({
    '/': () => document.querySelector<HTMLInputElement>('#filter-path')?.select(),
    '?': () => setAreKeysShown(true),
    p: () => pause(!isPaused),
    Escape: () => (base === undefined ? close() : setBase(undefined)),
  });

  return (
    <div class={`app${view === 'list' ? '' : ' has-detail'}`}>
      <TopBar
        feed={feed}
        findingsAddress={writeRoute(routeOf('findings'))}
        isPaused={isPaused}
        onPause={() => pause(!isPaused)}
        onKeys={() => setAreKeysShown(true)}
      />
      <FilterBar
        filter={filter}
        services={[...new Set(feed.status?.services.map(({ name }) => name))]}
        onChange={setFilter}
        onLeave={focusList}
      />
      {feed.failure !== undefined && <p class="notice bad">{feed.failure}</p>}
      {base !== undefined && (
        <p class="notice" role="status">
          Choose the request to compare with.
          <button type="button" class="button small" onClick={() => setBase(undefined)}>
            Cancel
          </button>
        </p>
      )}
      <main class="split">
        <div class="pane">
          {feed.newestOutside !== undefined && (
            <OutsideEntry
              line={feed.newestOutside}
              address={writeRoute(routeOf('outside'))}
              isOpen={view === 'outside'}
            />
          )}
          <RequestList
            feed={feed}
            isPaused={isPaused}
            openKeys={keys}
            base={base}
            isFiltered={usedFilters(filter).length > 0}
            addressOf={addressOf}
            onFollow={() => pause(false)}
            onOpen={choose}
            onCompare={compare}
          />
        </div>
        {view !== 'list' && (
          <div class="detail">
            <button type="button" class="button back" onClick={close}>
              ← All requests
            </button>
            {detail}
          </div>
        )}
      </main>
      {areKeysShown && <KeysDialog onClose={() => setAreKeysShown(false)} />}
    </div>
  );
}

/** Whether what is open takes the place of the list, as on a small screen. */
function isListHidden(): boolean {
  return document.querySelector<HTMLElement>('#requests')?.offsetParent === null;
}

function focusList(): void {
  document.querySelector<HTMLElement>('#requests')?.focus();
}

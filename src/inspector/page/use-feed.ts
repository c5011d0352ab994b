import { useEffect, useReducer } from 'preact/hooks';

import type { Feed } from './api/feed.js';

/** Renders the component again whenever something new came. */
export function useFeed(feed: Feed): void {
  const [, render] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => feed.subscribe(() => render()), [feed]);
}

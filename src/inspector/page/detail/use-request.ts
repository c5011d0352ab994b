import { useEffect, useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { fetchRequest } from '../api/fetch-json.js';

/** How often a request that goes on is asked for again, in milliseconds. */
const AGAIN = 500;

export interface Asked {
  readonly detail: RequestDetail | undefined;
  readonly failure: string | undefined;
}

/** The request of a key, asked for again while it changes. */
export function useRequest(feed: Feed, key: string): Asked {
  const [asked, setAsked] = useState<Asked & { key: string }>({ key, detail: undefined, failure: undefined });
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      timer = undefined;
      try {
        const detail = await fetchRequest(key);
        if (!isGone) setAsked({ key, detail, failure: undefined });
      } catch (error) {
        const failure = (error as Error).message;
        if (!isGone) setAsked((before) => ({ key, detail: before.key === key ? before.detail : undefined, failure }));
      }
    };
    const unwatch = feed.watch(key, () => (timer ??= setTimeout(() => void ask(), AGAIN)));
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
      unwatch();
    };
  }, [feed, key]);
  return asked.key === key ? asked : { detail: undefined, failure: undefined };
}

import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Feed } from '../api/feed.js';
import type { Place } from '../model/route.js';
import { Actions } from './actions.js';
import { RequestView } from './request-view.js';
import { useRequest } from './use-request.js';

interface LiveRequestProps {
  readonly feed: Feed;
  readonly requestKey: string;
  readonly place: Place | undefined;
  readonly addressOf: (place: Place) => string;
  readonly onCompare: () => void;
}

/** The request of a key as the collector has it, while it goes on. */
export function LiveRequest({ feed, requestKey, place, addressOf, onCompare }: LiveRequestProps): JSX.Element {
  const { detail, failure } = useRequest(feed, requestKey);
  const isThere = detail !== undefined;
  useEffect(() => {
    if (isThere) document.querySelector<HTMLElement>('#request-title')?.focus({ preventScroll: true });
  }, [requestKey, isThere]);
  return (
    <>
      {failure !== undefined && (
        <p class="notice bad" role="alert">
          {failure}
        </p>
      )}
      {detail === undefined && failure === undefined && <p class="quiet">Reads …</p>}
      {detail !== undefined && (
        <RequestView
          key={detail.key}
          detail={detail}
          place={place}
          addressOf={addressOf}
          actions={<Actions detail={detail} onCompare={onCompare} />}
        />
      )}
    </>
  );
}

import type { JSX } from 'preact';

import type { Feed } from './api/feed.js';
import { CompareView } from './compare/compare-view.js';
import { LiveRequest } from './detail/live-request.js';
import { FindingsView } from './findings/findings-view.js';
import { OutsideView } from './outside/outside-view.js';
import { type Route, writeRoute } from './model/route.js';

interface DetailProps {
  readonly feed: Feed;
  readonly route: Route;
  readonly addressOf: (key: string) => string;
  readonly onCompare: (key: string) => void;
}

/** What is open beside the list: a request, two that are compared, all findings, or the lines outside of requests. */
export function Detail({ feed, route, addressOf, onCompare }: DetailProps): JSX.Element {
  const [first = '', second = ''] = route.keys;
  switch (route.view) {
    case 'findings':
      return <FindingsView feed={feed} />;
    case 'outside':
      return <OutsideView feed={feed} addressOf={addressOf} />;
    case 'compare':
      return <CompareView feed={feed} keys={[first, second]} addressOf={addressOf} />;
    default:
      return (
        <LiveRequest
          feed={feed}
          requestKey={first}
          place={route.place}
          addressOf={(place) => writeRoute({ ...route, place })}
          onCompare={() => onCompare(first)}
        />
      );
  }
}

import type { JSX } from 'preact';

import type { RequestDetail } from '../api.js';
import { RequestView } from './detail/request-view.js';
import { writeRoute } from './model/route.js';
import { ThemeButton } from './parts/theme-button.js';
import { useRoute } from './use-route.js';

/** A page that was saved: one request, without a collector. */
export function SavedApp({ detail }: { detail: RequestDetail }): JSX.Element {
  const [{ place, filter }] = useRoute();
  return (
    <div class="app saved">
      <header class="top">
        <h1>Throughline</h1>
        <span>One request, saved</span>
        <span class="push" />
        <ThemeButton />
      </header>
      <main class="detail">
        <RequestView
          detail={detail}
          place={place}
          addressOf={(there) => writeRoute({ view: 'request', keys: [detail.key], place: there, filter })}
        />
      </main>
    </div>
  );
}

import type { JSX } from 'preact';

import type { Feed } from '../api/feed.js';
import { formatCount, formatCounted } from '../model/format.js';
import { ThemeButton } from './theme-button.js';

interface TopBarProps {
  readonly feed: Feed;
  readonly findingsAddress: string;
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onKeys: () => void;
}

const CONNECTIONS = { connecting: 'Connecting …', live: 'Live', broken: 'Disconnected, trying again …' } as const;

const STARTED = 'Requests, jobs and traces that started since the collector runs';
const HELD = 'Requests that the collector still holds. It drops old ones when it is full.';

/** What the collector has, how the stream is, and what holds for the whole page. */
export function TopBar({ feed, findingsAddress, isPaused, onPause, onKeys }: TopBarProps): JSX.Element {
  const { status, connection } = feed;
  const isStill = isPaused && connection === 'live';
  return (
    <header class="top">
      <h1>Throughline</h1>
      <span role="status" class={`connection ${connection}${isStill ? ' paused' : ''}`}>
        {isStill ? 'Paused' : CONNECTIONS[connection]}
      </span>
      {status !== undefined && (
        <span class="totals">
          <span title={STARTED}>{formatCount(status.started)} started</span>
          <span title={HELD}>{formatCount(status.held)} held</span>
          {status.findings > 0 && (
            <a class="warning-text" href={findingsAddress}>
              ⚠ {formatCounted(status.findings, 'finding')}
            </a>
          )}
          {status.dropped > 0 && <span class="warning-text">{formatCount(status.dropped)} dropped</span>}
        </span>
      )}
      <span class="push" />
      <button type="button" class="button" onClick={onPause}>
        {isPaused ? '▶ Follow' : '❚❚ Pause'}
      </button>
      <ThemeButton />
      <button type="button" class="button keys-button" onClick={onKeys}>
        Keys <kbd>?</kbd>
      </button>
    </header>
  );
}

import type { InspectorEvent } from '../../api.js';

export type Connection = 'connecting' | 'live' | 'broken';

/** How long to wait before a stream that the collector refused is opened again, in milliseconds. */
const AGAIN = 1000;

/**
 * Follows the events of the collector, and opens the stream again when it breaks. The browser resumes where it was by
 * `Last-Event-ID`. A page that nobody sees follows nothing: browsers open few streams at once. It gets a `reset` when it is seen again.
 */
export function followEvents(onEvent: (event: InspectorEvent) => void, onConnection: (is: Connection) => void): void {
  let source: EventSource | undefined;

  const open = (): void => {
    source?.close();
    source = new EventSource('api/events');
    let hasLast = false; // what the browser resumes from
    source.addEventListener('open', () => {
      onConnection('live');
      if (!hasLast) onEvent({ type: 'reset' }); // what came before it opened is not in it
    });
    source.addEventListener('error', () => {
      onConnection('broken');
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, AGAIN);
    });
    const receive = ({ data, lastEventId }: MessageEvent<string>): void => {
      hasLast = lastEventId !== '';
      try {
        onEvent(JSON.parse(data) as InspectorEvent);
      } catch {} // a half of a message
    };
    for (const name of ['message', 'requests', 'status', 'findings', 'lines', 'reset'])
      source.addEventListener(name, receive);
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) source?.close();
    else if (source?.readyState === EventSource.CLOSED) open();
  });
  open();
}

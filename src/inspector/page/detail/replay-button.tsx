import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { fetchRequests, replay } from '../api/fetch-json.js';
import { NO_FILTER } from '../model/filter.js';
import { hadBody } from '../../protocol/had-body.js';
import { writeRoute } from '../model/route.js';
import { visibleText } from '../model/visible-text.js';

interface Sent {
  readonly text: string;
  /** Where the new request is shown, if it is in the list. */
  readonly address?: string | undefined;
}

const NO_BODY = 'It had a body, which is not kept';

/** Sends a request again. Asks first where that may change data, and says so where it cannot. */
export function ReplayButton({ detail: { key, method, headers } }: { detail: RequestDetail }): JSX.Element {
  const [isAsked, setIsAsked] = useState(false);
  const [sent, setSent] = useState<Sent>();
  const isSafe = method === 'GET' || method === 'HEAD';
  const press = async (): Promise<void> => {
    if (!isSafe && !isAsked) return setIsAsked(true);
    setIsAsked(false);
    setSent({ text: 'Sent …' });
    try {
      const { status, requestId } = await replay(key);
      setSent({ text: `Sent again, answered ${status}.`, address: await addressOf(requestId) });
    } catch (error) {
      setSent({ text: (error as Error).message });
    }
  };
  if (hadBody(headers))
    return (
      <>
        <button type="button" class="button" disabled title={NO_BODY} aria-describedby="no-replay">
          Replay
        </button>
        <span id="no-replay" class="quiet">
          {NO_BODY}
        </span>
      </>
    );
  return (
    <>
      <button type="button" class="button" onClick={() => void press()}>
        {isAsked ? `Send ${visibleText(method)} again? It may change data` : 'Replay'}
      </button>
      <span role="status">
        {sent?.text} {sent?.address !== undefined && <a href={sent.address}>Show it</a>}
      </span>
    </>
  );
}

async function addressOf(id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const { requests } = await fetchRequests({ ...NO_FILTER, id }, 1);
  const [request] = requests;
  return request === undefined
    ? undefined
    : writeRoute({ view: 'request', keys: [request.key], place: undefined, filter: NO_FILTER });
}

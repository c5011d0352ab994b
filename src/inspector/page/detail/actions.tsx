import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { exportPage } from '../api/export-page.js';
import { fetchJson } from '../api/fetch-json.js';
import { asCurl } from '../model/as-curl.js';
import { asOtlp } from '../model/as-otlp.js';
import { CopyButton } from '../parts/copy-button.js';
import { saveFile } from '../parts/save-file.js';

interface ActionsProps {
  readonly detail: RequestDetail;
  /** Whether it was exported: then there is no collector. */
  readonly isSaved: boolean;
  readonly onCompare: () => void;
}

/** What can be done with a request. */
export function Actions({ detail, isSaved, onCompare }: ActionsProps): JSX.Element {
  const [said, setSaid] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { kind, method, id, key } = detail;
  const isSafe = method === 'GET' || method === 'HEAD' || isAsked;
  const name = `request-${(id === '' ? key : id).slice(0, 60)}`;
  const replay = async (): Promise<void> => {
    if (!isSafe) return setIsAsked(true);
    setIsAsked(false);
    setSaid('Sent …');
    await trying(async () => {
      await fetchJson(`api/requests/${encodeURIComponent(key)}/replay`, 'POST');
      return 'Sent again: it is in the list';
    });
  };
  const trying = async (act: () => Promise<string>): Promise<void> => {
    try {
      setSaid(await act());
    } catch (error) {
      setSaid((error as Error).message);
    }
  };
  const save = (): Promise<void> =>
    trying(async () => {
      saveFile(`${name}.html`, 'text/html', await exportPage(detail));
      return 'Saved';
    });
  return (
    <>
      {kind === 'request' && <CopyButton label="Copy as curl" text={() => asCurl(detail)} />}
      {kind === 'request' && !isSaved && (
        <button type="button" class="button" onClick={() => void replay()}>
          {isAsked ? `Send ${method} again? It may change data` : 'Replay'}
        </button>
      )}
      {!isSaved && (
        <button type="button" class="button" onClick={onCompare}>
          Compare with …
        </button>
      )}
      {!isSaved && (
        <button type="button" class="button" onClick={() => void save()}>
          Save as HTML
        </button>
      )}
      <button
        type="button"
        class="button"
        onClick={() => saveFile(`${name}.otlp.json`, 'application/json', asOtlp(detail))}
      >
        Save as OTLP
      </button>
      <span role="status">{said}</span>
    </>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { exportPage } from '../api/export-page.js';
import { fetchCurl, fetchOtlp } from '../api/fetch-json.js';
import { hadBody } from '../../protocol/had-body.js';
import { CopyButton } from '../parts/copy-button.js';
import { saveFile } from '../parts/save-file.js';
import { ReplayButton } from './replay-button.js';

/** What can be done with a request that a collector holds. */
export function Actions({ detail, onCompare }: { detail: RequestDetail; onCompare: () => void }): JSX.Element {
  const [failure, setFailure] = useState('');
  const { kind, id, key, headers } = detail;
  const isRequest = kind === 'request';
  const save = async (ending: string, type: string, text: Promise<string>): Promise<void> => {
    try {
      saveFile(`request-${(id === '' ? key : id).slice(0, 60)}.${ending}`, type, await text);
      setFailure('');
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <div class="actions">
      {isRequest && <CopyButton label="Copy as curl" text={() => fetchCurl(key)} />}
      {isRequest && hadBody(headers) && <span class="quiet">Without the body.</span>}
      <button type="button" class="button" onClick={onCompare}>
        Compare with …
      </button>
      <button type="button" class="button" onClick={() => void save('html', 'text/html', exportPage(detail))}>
        Save as HTML
      </button>
      <button type="button" class="button" onClick={() => void save('otlp.json', 'application/json', fetchOtlp(key))}>
        Save as OTLP
      </button>
      {isRequest && <ReplayButton detail={detail} />}
      {failure !== '' && (
        <span role="alert" class="bad-text">
          {failure}
        </span>
      )}
    </div>
  );
}

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const KEYS = [
  ['↑ ↓ PgUp PgDn Home End', 'move in the list'],
  ['Enter', 'open the request'],
  ['Escape', 'back to the list'],
  ['/', 'go to the filter'],
  ['Enter ↓ in a filter', 'go to the list'],
  ['p', 'pause or follow'],
  ['c', 'choose for a comparison'],
  ['?', 'show these keys'],
] as const;

/** Which keys there are. */
export function KeysDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** A button that puts a text into the clipboard, and says so. */
export function CopyButton({ label, text }: { label: string; text: () => string | Promise<string> }): JSX.Element {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await text());
      setSaid('Copied');
    } catch {
      setSaid('Cannot copy it');
    }
    setTimeout(() => setSaid(''), 2000);
  };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <span aria-live="polite">{said === '' ? label : said}</span>
    </button>
  );
}

import type { JSX } from 'preact';

import type { OutsideLine } from '../../api.js';
import { formatClock, onOneLine } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';

interface OutsideEntryProps {
  /** The newest one. */
  readonly line: OutsideLine;
  readonly address: string;
  readonly isOpen: boolean;
}

/** Leads from the list to the lines that stand in no request. */
export function OutsideEntry({ line: { at, text, lostBy }, address, isOpen }: OutsideEntryProps): JSX.Element {
  return (
    <a class="outside-entry" href={address} aria-current={isOpen ? 'page' : undefined}>
      <b>Outside of requests</b>
      <span class="quiet">
        {formatClock(at)} {visibleText(onOneLine(text, 200))}
      </span>
      {lostBy.length > 0 && <span class="warning-text">⚠ lost its context</span>}
    </a>
  );
}

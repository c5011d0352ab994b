import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';

import type { CodePlace } from '../../api.js';
import { formatPlace, shorten } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';
import { FoundPlaces, placeKey } from './found-places.js';

/** `orders.js:40`, with the whole path where the pointer rests, and a mark where the doctor found something there. */
export function SourcePlace({ place }: { place: CodePlace | undefined }): JSX.Element | null {
  const found = useContext(FoundPlaces);
  if (place === undefined) return null;
  const whole = `${place.file}:${place.line}:${place.column}`;
  const message = found.get(placeKey(place));
  return (
    <code class="place" title={visibleText(whole)}>
      {visibleText(formatPlace(place))}
      {message !== undefined && (
        <span class="warning-text" title={visibleText(shorten(message, 300))}>
          <span aria-hidden="true"> ⚠</span>
          <span class="hidden"> has a finding</span>
        </span>
      )}
    </code>
  );
}

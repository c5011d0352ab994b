import type { JSX } from 'preact';

import type { CodePlace } from '../../api.js';
import { formatPlace } from '../model/format.js';
import { visibleText } from '../model/visible-text.js';

/** `orders.js:40`, with the whole path where the pointer rests. */
export function SourcePlace({ place }: { place: CodePlace | undefined }): JSX.Element | null {
  if (place === undefined) return null;
  const whole = `${place.file}:${place.line}:${place.column}`;
  return (
    <code class="place" title={visibleText(whole)}>
      {visibleText(formatPlace(place))}
    </code>
  );
}

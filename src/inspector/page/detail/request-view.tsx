import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

import type { RequestDetail } from '../../api.js';
import { shorten } from '../model/format.js';
import type { Place } from '../model/route.js';
import { visibleText } from '../model/visible-text.js';
import { FoundPlaces, foundPlaces } from '../parts/found-places.js';
import { ErrorsSection } from './errors-section.js';
import { FindingsSection } from './findings-section.js';
import { HeadersSection } from './headers-section.js';
import { placeId } from './place-id.js';
import { RepeatedSection } from './repeated-section.js';
import { RequestHeader } from './request-header.js';
import { StandsOutSection } from './stands-out-section.js';
import { VariablesSection } from './variables-section.js';
import { WaterfallSection } from './waterfall-section.js';

interface RequestViewProps {
  readonly detail: RequestDetail;
  readonly place: Place | undefined;
  readonly addressOf: (place: Place) => string;
  /** What can be done with it; nothing with one that was saved. */
  readonly actions?: JSX.Element;
}

/** One request from the inside. */
export function RequestView({ detail, place, addressOf, actions }: RequestViewProps): JSX.Element {
  useEffect(() => {
    const target = place === undefined ? null : document.querySelector(`#${placeId(place)}`);
    target?.scrollIntoView({ block: 'center' });
  }, [place?.kind, place?.n, detail.key]);
  const title = shorten(visibleText(detail.name), 80);
  useEffect(() => {
    document.title = `${title} · Throughline`;
    return () => {
      document.title = 'Throughline';
    };
  }, [title]);
  const now = detail.state === 'running' ? Date.now() : detail.startedAt; // what a process left open ends nowhere
  return (
    <article aria-labelledby="request-title">
      <RequestHeader detail={detail} />
      {actions}
      <StandsOutSection detail={detail} addressOf={addressOf} />
      <ErrorsSection detail={detail} place={place} />
      <FindingsSection detail={detail} place={place} />
      <FoundPlaces.Provider value={foundPlaces(detail.findings)}>
        <RepeatedSection detail={detail} place={place} />
        <WaterfallSection detail={detail} place={place} addressOf={addressOf} now={now} />
        <VariablesSection detail={detail} />
        <HeadersSection detail={detail} />
      </FoundPlaces.Provider>
    </article>
  );
}

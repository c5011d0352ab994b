import { useLayoutEffect, useState } from 'preact/hooks';

import { readRoute, type Route, writeRoute } from './model/route.js';

/** How the address changes: as a step that the back button undoes, or in place. */
export type Go = (route: Route, how?: 'step' | 'in place') => void;

/** What the address says that is shown, and a way to change it. */
export function useRoute(): readonly [route: Route, go: Go] {
  const [hash, setHash] = useState(location.hash);
  useLayoutEffect(() => {
    const read = (): void => setHash(location.hash);
    read(); // it may have changed since the first render
    addEventListener('popstate', read);
    addEventListener('hashchange', read);
    return () => {
      removeEventListener('popstate', read);
      removeEventListener('hashchange', read);
    };
  }, []);
  const go: Go = (route, how = 'step') => {
    const address = writeRoute(route);
    if (address === location.hash) return;
    if (how === 'step') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    setHash(address);
  };
  return [readRoute(hash), go];
}

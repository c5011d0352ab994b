import { peek } from '../../core/access.js';
import { mendAddon } from '../../mend/addon.js';
import { mendExports } from '../../mend/mend.js';
import { keepWatch, type Watch, watching } from '../../mend/watch.js';
import { patchAddons } from '../../register/patches/addons.js';
import { patchModules } from '../../register/patches/modules.js';
import { type Current, CURRENT_SPAN } from '../../request/run/current-span.js';
import { callFor, type Passed } from './foreign.js';

/** Watches, in the libraries that `mend` knows, and in native addons, in which context they call what requests pass to them. */
export function watchLibraries(): void {
  watching(watch, () => {
    patchModules(keepWatch(mendExports));
    patchAddons(keepWatch(mendAddon));
  });
}

const watch: Watch = (context, what) => {
  const own = context && (peek(context, CURRENT_SPAN) as Current | undefined);
  if (own === undefined) return (fn) => callFor([], fn);
  const passed: readonly Passed[] = [{ own, what }];
  return (fn) => callFor(passed, fn);
};

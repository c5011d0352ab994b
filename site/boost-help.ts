/**
 * How much a result of the search counts: pages that help come before those that one looks things up in, and decisions come last.
 * The browser gets the text of this function, so it uses nothing from outside.
 */
export function boostHelp(id: string): number {
  if (/\/(start\/|recipes\/|guide\/(?!from-))/.test(id)) return 3;
  return id.includes('/design/') ? 0.5 : 1;
}

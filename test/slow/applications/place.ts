/** A place in an application whose lines have not the id of the request that they are about. */
export interface Place {
  /** What its lines have in them, and no others. */
  readonly text: string;
  /**
   * Whose id the lines have. `'nobody'`: none. `'another'`: sometimes that of another request, or none. `'starter'`: that of one
   * of the requests that share the work, for which it started. `'connection'`: that of the request that the connection served,
   * or none.
   */
  readonly whose: 'nobody' | 'another' | 'starter' | 'connection';
  /** What docs/guide/shared-work.md calls such places. */
  readonly kind: string;
  /** What its author would write; nothing where the work is for all, or for nobody. */
  readonly mend?: string;
}

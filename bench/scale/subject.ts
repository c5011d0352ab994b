export type Subject = 'variables' | 'depth' | 'tasks';

/** What was measured at one place, where it is measured there: nanoseconds, and bytes for each task. */
export interface Cost {
  /** Reading a variable. */
  readonly get?: number;
  /** Starting a task, in a context of its own. */
  readonly fork?: number;
  /** What each task in flight holds. */
  readonly bytes?: number;
  /** Collecting all of them, when they have ended. */
  readonly collect?: number;
}

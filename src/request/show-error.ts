import type { RequestTask } from './request-task.js';

/** Shows what the application threw, in the context of its request. Never throws. */
export function showError(task: RequestTask, error: unknown): void {
  try {
    task.run(() => console.error(error));
  } catch {
    console.error('A request failed with an error that cannot be shown.');
  }
}

import type { RequestTask } from './request-task.js';

/** Shows what the application threw, in the context of its request. Never throws, whatever the application made of its console. */
export function showError(task: RequestTask, error: unknown): void {
  try {
    task.run(() => console.error(error));
  } catch {
    showInstead();
  }
}

function showInstead(): void {
  try {
    console.error('A request failed with an error that cannot be shown.');
  } catch {
    // The console itself throws: the span has the error.
  }
}

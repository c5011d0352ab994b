import type { RequestDetail, TaskView, VariableEvent } from '../../api.js';
import { groupBy } from './group-by.js';

/** A row of the timeline of variables: a task that started, or a variable that changed in one. */
export type TaskRow =
  | { readonly kind: 'task'; readonly task: TaskView; readonly n: number; readonly depth: number; readonly at: number }
  | { readonly kind: 'event'; readonly event: VariableEvent; readonly depth: number; readonly at: number };

/** Tasks as a tree, each with what changed in it in order of time. `only` leaves the changes of one variable. */
export function taskRows({ tasks, variables }: RequestDetail, only: string | undefined): readonly TaskRow[] {
  const known = new Set(tasks.map(({ id }) => id));
  const children = groupBy(tasks, ({ parent }) => (parent !== undefined && known.has(parent) ? parent : undefined));
  const wanted = variables.filter(({ variable }) => only === undefined || variable === only);
  const changes = groupBy(wanted, ({ task }) => (known.has(task) ? task : undefined));
  const numbers = new Map(tasks.map((task, index) => [task, index + 1]));
  const placed = new Set<TaskView>();
  const rows: TaskRow[] = [];
  const addAll = (id: number | undefined, depth: number): void => {
    const parts: TaskRow[] = [
      ...(changes.get(id) ?? []).map((event) => ({ kind: 'event' as const, event, depth, at: event.at })),
      ...(children.get(id) ?? []).map((task) => ({
        kind: 'task' as const,
        task,
        n: numbers.get(task) ?? 0,
        depth,
        at: task.startedAt,
      })),
    ];
    for (const part of parts.toSorted((one, other) => one.at - other.at)) {
      if (part.kind === 'task' && placed.has(part.task)) continue;
      rows.push(part);
      if (part.kind === 'task') {
        placed.add(part.task);
        addAll(part.task.id, Math.min(depth + 1, 30));
      }
    }
  };
  addAll(undefined, 0);
  return rows;
}

/** The names of the variables that changed, in order of their first change. */
export function variableNames({ variables }: RequestDetail): readonly string[] {
  return [...new Set(variables.map(({ variable }) => variable))];
}

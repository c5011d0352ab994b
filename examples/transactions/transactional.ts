// A transaction in a variable: the code that runs within it finds it, and no other code does.
import { ContextVar } from 'throughline';

interface Current<D> {
  readonly handle: D;
  isOver: boolean;
}

/**
 * `database` gets the queries outside of any transaction. `begin` opens a transaction, calls the function with its handle, and commits. If the
 * function throws, `begin` rolls back.
 */
export function transactional<D>(database: D, begin: <T>(work: (handle: D) => Promise<T>) => Promise<T>) {
  const CURRENT = new ContextVar<Current<D> | undefined>('transaction', { default: undefined });

  /** Where queries go: to the current transaction, if there is one. */
  function db(): D {
    const current = CURRENT.get();
    if (current?.isOver) throw new Error('This transaction is over. Await all that it starts.');
    return current === undefined ? database : current.handle;
  }

  /** Runs `work` in a transaction. Within another transaction, `work` becomes a part of it. */
  function transaction<T>(work: () => Promise<T>): Promise<T> {
    if (CURRENT.get() !== undefined) return work();
    return begin(async (handle) => {
      const current = { handle, isOver: false };
      try {
        return await CURRENT.run(current, work);
      } finally {
        current.isOver = true; // before it commits or rolls back
      }
    });
  }

  return { db, transaction };
}

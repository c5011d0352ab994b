// A transaction in a variable: all that is called within it finds it, and nobody else does.
import { ContextVar } from 'throughline';

interface Current<D> {
  readonly handle: D;
  isOver: boolean;
}

/**
 * `database` is what queries go to outside of any transaction. `begin` opens one, calls what it is given with the handle of it, then commits; it
 * rolls back where that throws.
 */
export function transactional<D>(database: D, begin: <T>(work: (handle: D) => Promise<T>) => Promise<T>) {
  const CURRENT = new ContextVar<Current<D> | undefined>('transaction', { default: undefined });

  /** Where queries go: to the current transaction, if there is one. */
  function db(): D {
    const current = CURRENT.get();
    if (current?.isOver) throw new Error('This transaction is over. Await all that it starts.');
    return current === undefined ? database : current.handle;
  }

  /** Runs `work` in a transaction; within another one, as a part of that. */
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

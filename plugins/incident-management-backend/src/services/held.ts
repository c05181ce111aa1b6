/**
 * Does something now, and tells what came of it later: what it failed with is thrown where its outcome is asked for. So other
 * plugins are asked before a transaction, and a request that was done already is answered without them.
 */
export async function held<T>(work: () => Promise<T>): Promise<() => T> {
  try {
    const outcome = await work();
    return () => outcome;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/**
 * Waits until what is asserted holds, or what is asked for is answered; the last failure is thrown when that takes too
 * long.
 */
export async function eventually<T>(
  holds: () => T | Promise<T>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

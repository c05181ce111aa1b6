import { LogCall } from '@countersign/plugin-service-logs-node';

/** Whether an answer is due, whatever was found. @throws the reason when nobody waits for it any more */
export function isTimeUp({ signal, deadline }: LogCall): boolean {
  signal.throwIfAborted();
  return Date.now() >= deadline;
}

/** What comes of some work, or that it does not come in time; the work goes on. */
export async function inTime<T>(
  work: Promise<T>,
  { signal, deadline }: LogCall,
): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  const late = new Promise<'late'>((resolve, reject) => {
    timer = setTimeout(
      () => resolve('late'),
      Math.max(0, deadline - Date.now()),
    );
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    if (abort) signal.removeEventListener('abort', abort);
    work.catch(() => {});
  }
}

/** Writes what happened: never a token, nor the path of a request. */
export type Log = (
  level: 'info' | 'warning',
  message: string,
  fields?: Record<string, unknown>,
) => void;

/** One line of JSON each. */
export function jsonLog(write: (line: string) => void): Log {
  return (level, message, fields = {}) => {
    const time = new Date().toISOString();
    write(`${JSON.stringify({ time, level, message, ...fields })}\n`);
  };
}

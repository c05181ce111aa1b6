/**
 * Makes something when it is first asked for, and once: clients of Google load tens of megabytes of code, and look for
 * credentials. Their code is required then, and not imported, which tests could not do. What cannot be made is tried again the
 * next time.
 */
export function lazily<T>(make: () => T | Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= Promise.resolve()
      .then(make)
      .catch(error => {
        made = undefined;
        throw error;
      });
    return made;
  };
}

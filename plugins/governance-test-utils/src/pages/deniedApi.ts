/** An API whose every call is refused, as an area refuses whoever may read nothing of it. */
export function deniedApi<T extends object>(message: string): T {
  return new Proxy({} as T, {
    get: () => async () => {
      throw Object.assign(new Error(message), {
        name: 'NotAllowedError',
        guard: 'permission',
      });
    },
  });
}

/** The portal as one demo user uses it over plain HTTP. */
export class Portal {
  constructor(url: string);
  /** A Backstage token of a demo user, such as `dana-developer`. */
  tokenOf(user: string): Promise<string>;
  /** One call of the change management API. */
  call<T = unknown>(
    user: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T; bytes: Uint8Array }>;
}

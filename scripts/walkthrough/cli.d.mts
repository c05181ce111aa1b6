/** The built command line, run as a pipeline would run it. */
export class Cli {
  constructor(url: string);
  /** Without a token it is the one of the environment, `COUNTERSIGN_TOKEN`. */
  run(
    args: string[],
    options?: { token?: string },
  ): { code: number; out: string; json<T = unknown>(): T };
}

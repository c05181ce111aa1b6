/** How a command ends. */
export const exitCodes = {
  /** Done; the gate allows; the evidence is proven. */
  done: 0,
  /** The portal or the gate refuses; the evidence is not proven. */
  refused: 1,
  /** It could not be asked or read at all: bad input, no network, no valid token, a server in trouble. */
  couldNot: 2,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with a message for a person, without a stack. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.couldNot) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}

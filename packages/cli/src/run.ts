import { CommanderError } from 'commander';
import { CommandFailure, exitCodes } from './output/failure';
import { note } from './output/print';
import { createProgram } from './program';

/** Runs the command line and answers its exit code. Whatever went wrong is said on stderr, in one place. */
export async function run(argv: string[]): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram(result => {
    code = result;
  });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has printed its message, or the help that was asked for.
      return error.exitCode === 0 ? exitCodes.done : exitCodes.couldNot;
    }
    if (error instanceof CommandFailure) {
      // It may quote what the portal said, which must not drive the terminal either.
      note(...`countersign: ${error.message}`.split('\n'));
      return error.exitCode;
    }
    process.stderr.write(
      `countersign: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return exitCodes.couldNot;
  }
}

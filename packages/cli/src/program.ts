import { Command } from 'commander';
import { Finish } from './commands/Area';
import { areas } from './commands/areas';
import { knowledge } from './commands/knowledge';
import { addVerify } from './commands/verify/verify';
import { addWitness } from './commands/witness';

/** The command line, put together. */
export function createProgram(finish: Finish): Command {
  const commands = areas.flatMap(area => area.commands ?? []);
  const program = new Command('countersign')
    .description(
      `${sentence(
        commands.map(({ does }) => does),
      )} verify evidence, and witness logs.`,
    )
    .version(process.env.COUNTERSIGN_VERSION ?? 'development')
    .showHelpAfterError('(add --help for what is known)')
    .addHelpText(
      'after',
      `
The portal is found by --url or COUNTERSIGN_URL. The token is taken from COUNTERSIGN_TOKEN or --token-file, never from
the command line, where other users of the machine could read it.

${commands.map(({ example }) => example).join('\n\n')}`,
    );
  // Inherited by the commands below only when set before they are made.
  program.exitOverride();
  commands.forEach(({ add }) => add(program, finish));
  addVerify(
    program,
    knowledge,
    areas.flatMap(area => area.verifiers ?? []),
    finish,
  );
  addWitness(program, finish);
  return program;
}

function sentence(parts: string[]): string {
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

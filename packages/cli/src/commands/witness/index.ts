import { Command, InvalidArgumentError } from 'commander';
import {
  AddCheckpoint,
  parseAddCheckpoint,
} from '@countersign/plugin-ledger-common';
import { readText } from '../../input/files';
import { collect } from '../../input/options';
import { CommandFailure, ExitCode, exitCodes } from '../../output/failure';
import { note, print } from '../../output/print';
import { ask } from '../../portal/ask';
import {
  connect,
  Portal,
  PortalOptions,
  withPortalOptions,
} from '../../portal/connection';
import type { Finish } from '../Area';
import { LedgerApi } from './LedgerApi';
import { serveWitness } from './serve';
import { keyOf, Witness, witnessSigner } from './Witness';
import { WitnessFile } from './WitnessFile';

/** The areas of the portal that have a ledger. */
const ledgerAreas = [
  'change-management',
  'service-levels',
  'incident-management',
  'compliance-evidence',
];

interface KeyOptions {
  name: string;
  keyFile: string;
}

interface WatchOptions extends KeyOptions {
  memory: string;
  log: string[];
  begin?: boolean;
}

/** `countersign witness` */
export function addWitness(program: Command, finish: Finish): void {
  const witness = program
    .command('witness')
    .description(
      'Keep a log honest: remember the last checkpoint, and cosign the next only where the log merely grew',
    )
    .addHelpText(
      'after',
      `
A witness belongs to somebody else than the portal: an auditor. It checks that a log neither forks, shrinks nor is rewritten,
and says so by a cosignature (C2SP cosignature/v1) that \`countersign verify --witness\` demands. Its memory is one file: keep
it. What shows that a log was tampered with is kept there as well, signed by the log itself.

The portal takes cosignatures from the witnesses that its \`ledger.witnesses\` names, and puts them into every bundle and pack.

Examples:
  $ openssl genpkey -algorithm ed25519 -out witness.pem
  $ countersign witness key --name auditor.example.com/w1 --key-file witness.pem
  $ countersign witness visit --url https://portal.example.com --log "$EVIDENCE_KEY" --area compliance-evidence \\
      --name auditor.example.com/w1 --key-file witness.pem --memory witness.json`,
    );
  withKey(witness.command('key'))
    .description('Print the key by which others know the witness')
    .action(async (options: KeyOptions) => {
      print(keyOf(await signerOf(options)));
    });
  withPortalOptions(watching(witness.command('visit')))
    .description(
      "Look at the portal's logs, and bring it the cosignatures; run it by a timer",
    )
    .option(
      '--area <area>',
      `whose log; repeat it (default: ${ledgerAreas.join(', ')})`,
      collect,
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 every log is cosigned, 1 a log or the portal refuses, 2 it could not be asked.',
    )
    .action(
      async (options: WatchOptions & PortalOptions & { area?: string[] }) => {
        const portal = await connect(options);
        finish(await visit(portal, await watch(options), options.area));
      },
    );
  watching(witness.command('cosign'))
    .description(
      'Answer a request that was carried here: the answer of /ledger/growth, or the body of add-checkpoint',
    )
    .argument('<file>', 'the request, or - for stdin')
    .action(async (file: string, options: WatchOptions) => {
      const request = requestIn(await readText(file), file);
      const answer = await (await watch(options)).answer(request);
      if (answer.cosigned) process.stdout.write(answer.line);
      else note(`countersign: ${answer.message}`);
      finish(answer.cosigned ? exitCodes.done : exitCodes.refused);
    });
  watching(witness.command('serve'))
    .description(
      'Answer the protocol of C2SP tlog-witness: what ledger.witnesses[].url asks',
    )
    .option('--listen <host:port>', 'where', parseListen, {
      host: '127.0.0.1',
      port: 8600,
    })
    .action(
      async (
        options: WatchOptions & { listen: { host: string; port: number } },
      ) => {
        const { address } = await serveWitness(
          await watch(options),
          options.listen,
        );
        note(`countersign: listening on ${address.address}:${address.port}`);
      },
    );
}

function withKey(command: Command): Command {
  return command
    .requiredOption(
      '--name <name>',
      'of the witness, as a URL without a scheme: auditor.example.com/w1',
    )
    .requiredOption(
      '--key-file <file>',
      'its Ed25519 private key in PEM, as `openssl genpkey -algorithm ed25519` writes it',
    );
}

function watching(command: Command): Command {
  return withKey(command)
    .requiredOption('--memory <file>', 'what the witness remembers')
    .requiredOption(
      '--log <vkey>',
      'verifier key of a log that it watches; repeat it',
      collect,
    )
    .option('--begin', 'this witness never saw a log: make the file');
}

async function signerOf({ name, keyFile }: KeyOptions) {
  return witnessSigner(name, await readText(keyFile));
}

async function watch(options: WatchOptions): Promise<Witness> {
  const signer = await signerOf(options);
  const file = new WitnessFile(options.memory);
  const witness = new Witness({ signer, logKeys: options.log, file });
  if (options.begin) await file.begin();
  return witness;
}

/** Each log by itself: that one of them was tampered with is no reason not to look at the others. */
async function visit(portal: Portal, witness: Witness, areas?: string[]) {
  const codes: ExitCode[] = [];
  for (const area of areas ?? ledgerAreas) {
    try {
      const api = new LedgerApi(portal, area);
      const { code, said } = await visitLog(api, witness, area, areas);
      codes.push(code);
      print(`${area}: ${said}`);
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      codes.push(error.exitCode);
      print(`${area}: ${error.message}`);
    }
  }
  const [worst = exitCodes.done] = codes.sort((a, b) => b - a);
  return worst;
}

async function visitLog(
  api: LedgerApi,
  witness: Witness,
  area: string,
  named: string[] | undefined,
): Promise<{ code: ExitCode; said: string }> {
  const { origin, treeSize } = await ask(api.status());
  const last = await witness.lastSize(origin);
  if (treeSize === 0 && last === 0) {
    return { code: exitCodes.done, said: 'its log has no entries yet.' };
  }
  const growth = await ask(api.growth(last));
  const answer = await witness.answer(requestIn(growth, area));
  if (answer.cosigned) {
    // What is cosigned stays so, whether or not the portal takes it: the next visit brings a newer one.
    await ask(api.addCosignatures(answer.size, answer.line));
    const { size, before } = answer;
    return {
      code: exitCodes.done,
      said: `cosigned ${size} entries of ${origin}, ${
        before > 0
          ? `which only grew since it had ${before}`
          : 'the first that this witness saw of it'
      }.`,
    };
  }
  // Unless it was named, a log that the witness was not told of is not its business.
  return answer.code === 'unknown-log' && !named
    ? {
        code: exitCodes.done,
        said: `not watched, for no --log is of ${origin}.`,
      }
    : { code: exitCodes.refused, said: `NOT COSIGNED. ${answer.message}` };
}

function requestIn(text: string, where: string): AddCheckpoint {
  try {
    return parseAddCheckpoint(text);
  } catch (error) {
    throw new CommandFailure(
      `${where} has no request to a witness: ${
        error instanceof Error ? error.message : String(error)
      }.`,
    );
  }
}

function parseListen(text: string): { host: string; port: number } {
  const [, host = '127.0.0.1', port] =
    /^(?:([^\s]+):)?(\d{1,5})$/.exec(text) ?? [];
  if (!port || Number(port) > 65_535) {
    throw new InvalidArgumentError('It must be like 127.0.0.1:8600 or 8600.');
  }
  return { host, port: Number(port) };
}

import { createHash } from 'node:crypto';
import { Command } from 'commander';
import {
  KeptPayloads,
  keptPayloadsSchema,
} from '@countersign/plugin-governance-common';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import { readBytes } from '../../input/files';
import { collect } from '../../input/options';
import { CommandFailure, exitCodes } from '../../output/failure';
import { print, printJson } from '../../output/print';
import { evidenceOf, Knowledge, ReadBundle } from './evidence';
import { evidenceLines } from './evidenceLines';
import { readOlderCheckpoints } from './olderCheckpoints';
import type { Finish } from '../Area';

interface VerifyOptions {
  key?: string[];
  olderCheckpoint?: string[];
  json?: boolean;
}

/** `countersign verify` */
export function addVerify(
  program: Command,
  knowledge: Knowledge,
  finish: Finish,
): void {
  program
    .command('verify')
    .description('Check evidence bundles, offline: nothing is asked of anybody')
    .argument(
      '<bundle.json...>',
      'evidence as it was downloaded, and what was received of alerts beside it',
    )
    .option(
      '--key <vkey>',
      'verifier key of the log that you trust, name+id+base64; repeat it (default: COUNTERSIGN_KEYS, separated by blanks)',
      collect,
    )
    .option(
      '--older-checkpoint <file>',
      'a checkpoint kept from earlier: its log must only have grown since; repeat it, one for each log',
      collect,
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
A bundle holds the ledger entries of a record with their proofs. Verified are its signatures, that every entry is in the
log, and, by replaying the entries, that the rules for such records were kept: a change was approved, let through,
deployed and closed by them. What several bundles prove is looked at together: what a change says of an error budget is
worked out again from the objective's own log, where that is given too. The key must reach you another way than the bundle: from the portal's Evidence page, or
from whoever runs it. A checkpoint is held against the bundles of its own log.

Exit codes: 0 proven, 1 not proven, 2 a file could not be read.

Examples:
  $ countersign verify CHG0000042.evidence.json --key "countersign/change-management+1a2b3c4d+AbCd…"
  $ countersign verify CHG0000042.evidence.json checkout-availability.evidence.json --key "$CHANGES_KEY" --key "$SLO_KEY"
  $ countersign verify INC0000042.evidence.json *.payloads.json --key "$INCIDENTS_KEY"
  $ countersign verify *.evidence.json --older-checkpoint changes-2026-10.txt --older-checkpoint slo-2026-10.txt`,
    )
    .action(async (paths: string[], options: VerifyOptions) => {
      finish(await verify(paths, options, knowledge));
    });
}

async function verify(
  paths: string[],
  options: VerifyOptions,
  knowledge: Knowledge,
) {
  const trustedKeys =
    options.key ??
    (process.env.COUNTERSIGN_KEYS ?? '').split(/\s+/).filter(Boolean);
  const read: Unverified[] = [];
  const kept = new Map<string, Set<string>>();
  for (const path of paths) {
    const bundle = await readBundle(path);
    const payloads = payloadsIn(bundle.bytes);
    if (payloads) {
      const known = kept.get(payloads.of) ?? new Set();
      payloads.payloads.forEach(({ body }) => known.add(digestOfText(body)));
      kept.set(payloads.of, known);
    } else {
      read.push(bundle);
    }
  }
  if (read.length === 0) {
    throw new CommandFailure(
      'None of these files is an evidence bundle: give the evidence of the incident beside what was received.',
    );
  }
  const checkpoints = await readOlderCheckpoints(
    options.olderCheckpoint ?? [],
    read.flatMap(({ origin }) => origin ?? []),
  );
  const bundles = read.map(
    ({ file, bytes, origin = '' }): ReadBundle => ({
      file,
      bundle: verified(bytes, {
        trustedKeys,
        knownCheckpoint: checkpoints.get(origin),
      }),
    }),
  );
  const found = evidenceOf(bundles, knowledge, kept);
  if (options.json) {
    printJson(found);
  } else {
    found.forEach(evidence =>
      print(...evidenceLines(evidence, { hasKeys: trustedKeys.length > 0 })),
    );
  }
  return found.every(evidence => evidence.proven)
    ? exitCodes.done
    : exitCodes.refused;
}

/** A bundle before anything of it is believed: also the log it says that it is of. */
interface Unverified {
  file: string;
  bytes: Uint8Array;
  origin?: string;
}

/** A file that is no JSON was never a bundle, or is cut off: it cannot be read, which is another thing than forged. */
async function readBundle(file: string): Promise<Unverified> {
  const bytes = await readBytes(file);
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    const { origin } = Object(content) as { origin?: unknown };
    return { file, bytes, ...(typeof origin === 'string' && { origin }) };
  } catch {
    throw new CommandFailure(
      `${file} is not an evidence bundle: it is not JSON, or it is cut off.`,
    );
  }
}

/** What was received of an alert, where the file is that and no bundle. */
function payloadsIn(bytes: Uint8Array): KeptPayloads | undefined {
  const { success, data } = keptPayloadsSchema.safeParse(
    JSON.parse(Buffer.from(bytes).toString('utf8')),
  );
  return success ? data : undefined;
}

function digestOfText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function verified(
  bytes: Uint8Array,
  options: { trustedKeys: string[]; knownCheckpoint?: string },
) {
  try {
    return verifyBundle(bytes, {
      ...options,
      sha256: message => createHash('sha256').update(message).digest(),
    });
  } catch (error) {
    // It answers for any bundle; what it throws for is a key that is none.
    throw new CommandFailure(
      `A key cannot be read: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import {
  KeptPayloads,
  keptPayloadsSchema,
} from '@countersign/plugin-governance-common';
import {
  BundleVerification,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { verifyTimeStamps } from '@countersign/plugin-ledger-common/timeStamps';
import { readBytes, readText } from '../../input/files';
import { collect, parseDuration } from '../../input/options';
import { readTrust, Trust } from '../../input/trust';
import { CommandFailure, exitCodes } from '../../output/failure';
import { note, print, printJson } from '../../output/print';
import { evidenceOf, Knowledge, ReadBundle } from './evidence';
import { evidenceLines } from './evidenceLines';
import { readOlderCheckpoints } from './olderCheckpoints';
import { verifyOthers } from './otherFiles';
import { FilePart, partsOf } from './partsOf';
import type { FileFinding, FileVerifier, Finish } from '../Area';

interface VerifyOptions {
  key?: string[];
  olderCheckpoint?: string[];
  witness?: string[];
  timeStampAuthority?: string[];
  json?: boolean;
  page?: string;
  row?: string;
  out?: string;
  timeout: number;
}

/** `countersign verify` */
export function addVerify(
  program: Command,
  knowledge: Knowledge,
  verifiers: readonly FileVerifier[],
  finish: Finish,
): void {
  program
    .command('verify')
    .description(
      'Check evidence bundles and packs, offline: nothing is asked of anybody',
    )
    .argument(
      '[files...]',
      'evidence as it was downloaded, what was received of alerts beside it, and packs of compliance evidence',
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
    .option(
      '--witness <wkey>',
      'key of a witness, name+id+base64, that must have cosigned the log with every entry; repeat it',
      collect,
    )
    .option(
      '--time-stamp-authority <file>',
      'certificate in PEM of a time stamping authority, or of who issued its certificate: the log with every entry must have its time stamp; repeat it',
      collect,
    )
    .option(
      '--row <question/position>',
      'of a pack: only this row, such as grants-without-approval/12',
    )
    .option(
      '--out <file>',
      'with --row: write what proves it, to be sent and verified alone',
    )
    .option(
      '--timeout <duration>',
      'of a pack: for each query',
      parseDuration,
      600_000,
    )
    .option(
      '--page <file>',
      'write a web page that verifies in a browser, with no network and no upload, for whoever has no command line',
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
A bundle holds the ledger entries of a record with their proofs. Verified are its signatures, that every entry is in the
log, and, by replaying the entries, that the rules for such records were kept: a change was approved, let through,
deployed and closed by them. What several bundles prove is looked at together: what a change says of an error budget is
worked out again from the objective's own log, where that is given too. Several may stand in one file, a bundle a line, as a page
saves a record with what it relies on. The key must reach you another way than the bundle: from the portal's Evidence page, or
from whoever runs it. A checkpoint is held against the bundles of its own log.

A pack of compliance evidence is verified whole: its signature, every file, every snapshot against the declaration of the
report, every row, and what the ledger says of the run; every query is run again on the snapshots, in a PostgreSQL inside
this program, and must give the same bytes. An inquiry that is given beside the pack (a question that was asked afterwards,
a sample, a shadow run, seeded violations) is answered again, too. Whatever was not looked at is said, and a pack is proven only where all of it was.

A witness is somebody else who watches the log, as \`countersign witness\` does: with --witness, evidence is proven only where
the witness cosigned the log with every entry in it. With --time-stamp-authority, a time by that authority is demanded, too.
A pack is closed when its run is done. Where the witness came later, download the evidence of the run then, and give it beside
the pack: it must tell the same, and shows who saw the log since.

Exit codes: 0 proven, 1 not proven, 2 a file could not be read.

Examples:
  $ countersign verify CHG0000042.evidence.json --key "countersign/change-management+1a2b3c4d+AbCd…"
  $ countersign verify CHG0000042.evidence.json checkout-availability.evidence.json --key "$CHANGES_KEY" --key "$SLO_KEY"
  $ countersign verify INC0000042.chain.evidence.json --key "$INCIDENTS_KEY" --key "$CHANGES_KEY" --key "$SLO_KEY"
  $ countersign verify INC0000042.evidence.json *.payloads.json --key "$INCIDENTS_KEY"
  $ countersign verify RUN0000042.zip --key "$EVIDENCE_KEY"
  $ countersign verify RUN0000042.zip INQ0000007.inquiry.json --key "$EVIDENCE_KEY"
  $ countersign verify RUN0000042.zip --key "$EVIDENCE_KEY" --witness "$AUDITORS_KEY" --time-stamp-authority tsa.pem
  $ countersign verify RUN0000042.zip RUN0000042.evidence.json --key "$EVIDENCE_KEY" --witness "$AUDITORS_KEY"
  $ countersign verify RUN0000042.zip --key "$EVIDENCE_KEY" --row grants-without-approval/12 --out row.json
  $ countersign verify --page verify.html
  $ countersign verify *.evidence.json --older-checkpoint changes-2026-10.txt --older-checkpoint slo-2026-10.txt`,
    )
    .action(async (paths: string[], options: VerifyOptions) => {
      if (options.page !== undefined) {
        // Loaded only here: what it is made of is large.
        const { assemblePage } = await import('../../page/assemblePage');
        await writeFile(options.page, assemblePage());
        note(
          `countersign: ${options.page} verifies evidence in any browser, offline`,
        );
        if (paths.length === 0) return;
      }
      if (paths.length === 0) {
        throw new CommandFailure('Name the files that are to be verified.');
      }
      finish(await verify(paths, options, knowledge, verifiers));
    });
}

async function verify(
  paths: string[],
  options: VerifyOptions,
  knowledge: Knowledge,
  verifiers: readonly FileVerifier[],
) {
  const trustedKeys =
    options.key ??
    (process.env.COUNTERSIGN_KEYS ?? '').split(/\s+/).filter(Boolean);
  const trust = readTrust({
    keys: trustedKeys,
    witnesses: options.witness,
    authorities: await Promise.all(
      (options.timeStampAuthority ?? []).map(readText),
    ),
  });
  const others = await verifyOthers(paths, verifiers, {
    ...{ ...trust, timeoutMs: options.timeout },
    ...{ row: options.row, out: options.out },
  });
  const read: Unverified[] = [];
  const kept = new Map<string, Set<string>>();
  const unverified = await Promise.all(
    others.rest.map(async path => partsOf(path, await readBytes(path))),
  );
  for (const bundle of unverified.flat().map(readBundle)) {
    const document = await documentIn(bundle, verifiers, trust);
    if (document) {
      others.found.push(document);
      continue;
    }
    const payloads = payloadsIn(bundle.bytes);
    if (payloads) {
      const known = kept.get(payloads.of) ?? new Set();
      payloads.payloads.forEach(({ body }) => known.add(digestOfText(body)));
      kept.set(payloads.of, known);
    } else {
      read.push(bundle);
    }
  }
  if (read.length === 0 && others.found.length === 0) {
    throw new CommandFailure(
      'None of these files is an evidence bundle: give the evidence of the incident beside what was received.',
    );
  }
  const checkpoints = await readOlderCheckpoints(
    options.olderCheckpoint ?? [],
    read.flatMap(({ origin }) => origin ?? []),
  );
  const bundles = await Promise.all(
    read.map(
      async ({ file, bytes, origin = '' }): Promise<ReadBundle> => ({
        file,
        bundle: await verified(bytes, trust, checkpoints.get(origin)),
      }),
    ),
  );
  const found = evidenceOf(bundles, knowledge, kept);
  if (options.json) {
    printJson([...found, ...others.found.map(({ json }) => json)]);
  } else {
    others.found.forEach(({ lines }) => print(...lines));
    found.forEach(evidence =>
      print(...evidenceLines(evidence, { hasKeys: trustedKeys.length > 0 })),
    );
  }
  return [...found, ...others.found].every(({ proven }) => proven)
    ? exitCodes.done
    : exitCodes.refused;
}

/** A bundle before anything of it is believed: also the log it says that it is of. */
interface Unverified extends FilePart {
  origin?: string;
}

/** A file that is no JSON was never a bundle, or is cut off: it cannot be read, which is another thing than forged. */
function readBundle({ file, bytes }: FilePart): Unverified {
  try {
    const content: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const { origin } = Object(content) as { origin?: unknown };
    return { file, bytes, ...(typeof origin === 'string' && { origin }) };
  } catch {
    throw new CommandFailure(
      `${file} is not an evidence bundle: it is not JSON, or it is cut off.`,
    );
  }
}

/** What an area says of a JSON document of its own. */
async function documentIn(
  { file, bytes }: Unverified,
  verifiers: readonly FileVerifier[],
  trust: Trust,
): Promise<FileFinding | undefined> {
  const content: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  for (const each of verifiers) {
    const found = await each.document(file, content, trust);
    if (found) return found;
  }
  return undefined;
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

async function verified(
  bytes: Uint8Array,
  { trustedKeys, witnessKeys, authorities }: Trust,
  knownCheckpoint: string | undefined,
): Promise<BundleVerification> {
  const bundle = verifyBundle(bytes, {
    ...{ trustedKeys, witnessKeys, knownCheckpoint },
    sha256: message => createHash('sha256').update(message).digest(),
  });
  return authorities.length > 0
    ? verifyTimeStamps(bundle, authorities)
    : bundle;
}

import {
  BundleProblemCode,
  BundleVerification,
  canonicalJson,
  LedgerEntry,
  Sha256,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { StoryResultOf } from '@countersign/plugin-governance-common';
import { PackManifest, packPaths } from '../pack/model';
import { digestOfBytes } from '../report/readReport';
import { runEntries } from '../run/entries';
import { runStories } from '../run/story';
import { ClaimList, PackClaimId, reasonOf } from './ClaimList';
import { PackFiles, readWhole } from './files';

/** What the ledger bundle of a pack shows. */
export interface CheckedLedger {
  bundle: BundleVerification;
  story?: StoryResultOf<string, string>;
}

/** The ledger's bundle proves what it says of the run, and that is what the manifest says. */
export async function checkLedger(
  files: PackFiles,
  manifest: PackManifest,
  { trustedKeys, witnessKeys = [], verifyTimes, sha256 }: LedgerTrust,
  claims: ClaimList,
): Promise<CheckedLedger | undefined> {
  const refute = (detail: string) => claims.refutes('ledger', detail);
  if (!files.paths().includes(packPaths.ledger)) {
    refute(`${packPaths.ledger} is missing.`);
    return undefined;
  }
  let bundle: BundleVerification;
  try {
    bundle = verifyBundle(await readWhole(files, packPaths.ledger), {
      ...{ trustedKeys, witnessKeys, sha256 },
    });
    if (verifyTimes) bundle = await verifyTimes(bundle);
  } catch (error) {
    refute(reasonOf(error));
    return undefined;
  }
  const claimOf: Partial<Record<BundleProblemCode, PackClaimId>> = {
    witness: 'witnessed',
    'time-stamp': 'stamped',
  };
  for (const { code, where, message } of bundle.problems) {
    claims.refutes(
      claimOf[code] ?? 'ledger',
      `${where ? `${where}: ` : ''}${message}.`,
    );
  }
  tellAnchors(bundle, claims);
  if (!bundle.proven) return { bundle };
  const { origin, contents, treeSize } = bundle.proven;
  const { number } = manifest.run;
  if (origin !== manifest.origin) {
    refute(`It is the log ${origin}, the manifest is of ${manifest.origin}.`);
  }
  if (contents.kind !== 'subject' || contents.subject !== number) {
    refute(`It is not about ${number} alone.`);
  }
  const entries = bundle.proven.entries
    .map(({ entry }) => entry)
    .filter(({ subject }) => subject === number);
  const story = runStories.judge(entries);
  for (const { holds, claim, detail } of story.claims) {
    if (!holds) refute(`${claim}: ${detail}`);
  }
  disagreements(entries, manifest).forEach(refute);
  claims.supports(
    'ledger',
    `${entries.length} entries about ${number} in ${origin}, a log of ${treeSize}.`,
  );
  return { bundle, story };
}

/** Whom the caller trusts for the ledger. */
export interface LedgerTrust {
  trustedKeys: readonly string[];
  /** C2SP keys of witnesses that must have cosigned it. */
  witnessKeys?: readonly string[];
  /** Looks at the time stamps of a bundle, where one is demanded. */
  verifyTimes?: (bundle: BundleVerification) => Promise<BundleVerification>;
  sha256?: Sha256;
}

/** Who else saw the ledger with all entries about the run, and when. */
function tellAnchors({ proven }: BundleVerification, claims: ClaimList): void {
  for (const { coversAll, cosignatures, treeSize } of proven?.anchors ?? []) {
    if (!coversAll) continue;
    for (const { witness, time } of cosignatures) {
      claims.supports(
        'witnessed',
        `By ${witness} at ${time}, of ${treeSize} entries.`,
      );
    }
  }
  for (const { coversAll, authority, time } of proven?.times ?? []) {
    if (coversAll) claims.supports('stamped', `By ${authority} at ${time}.`);
  }
}

type Told = Record<string, unknown>;

function toldBy({ data }: LedgerEntry): Told {
  return Object(data);
}

/** Every way in which the entries say something else than the manifest. */
function disagreements(
  entries: readonly LedgerEntry[],
  manifest: PackManifest,
): string[] {
  const found: string[] = [];
  const compare = (what: string, told: Told, signed: Told) => {
    const differing = Object.keys(signed).filter(
      key => json(told[key]) !== json(signed[key]),
    );
    if (differing.length > 0) {
      found.push(
        `${what} differs from the manifest in ${differing.join(', ')}.`,
      );
    }
  };
  const last = (type: keyof typeof runEntries.schemas): Told | undefined =>
    entries
      .filter(entry => entry.type === type)
      .map(toldBy)
      .at(-1);
  const demand = (type: keyof typeof runEntries.schemas, signed: Told) => {
    const told = last(type);
    if (told) compare(type, told, signed);
    else found.push(`It has no entry ${type}.`);
  };
  const { run } = manifest;
  demand('run.requested', {
    report: run.report,
    reportDigest: run.reportDigest,
    parameters: run.parameters,
    period: run.period,
  });
  const requested = entries.find(({ type }) => type === 'run.requested');
  if (requested && requested.actor !== run.requestedBy) {
    found.push(
      `${requested.actor} requested it, the manifest says ${run.requestedBy}.`,
    );
  }
  checkTaken(entries, manifest, compare, found);
  demand('run.reconciled', {
    questions: manifest.questions.map(
      ({ name, version, queryDigest, rows, sha256 }) => ({
        name,
        version,
        queryDigest,
        rows,
        sha256,
      }),
    ),
    rows: manifest.rows,
  });
  demand('run.rendered', {
    artefacts: manifest.artefacts.map(({ path, sha256, size }) => ({
      path,
      sha256,
      size,
    })),
  });
  return found;
}

function checkTaken(
  entries: readonly LedgerEntry[],
  { evidence }: PackManifest,
  compare: (what: string, told: Told, signed: Told) => void,
  found: string[],
): void {
  const taken = entries
    .filter(({ type }) => type === 'run.snapshot_taken')
    .map(toldBy);
  for (const each of evidence) {
    const told = taken.find(({ evidenceId }) => evidenceId === each.id);
    if (!told) {
      found.push(
        `It has no entry about the snapshot ${each.id} of ${each.source}.`,
      );
      continue;
    }
    const { source, sourceSystem, queryName, queryParams, executedAt, asOf } =
      each;
    const { rowCount, sha256, size, format, schemaFingerprint, completeness } =
      each;
    compare(`The snapshot of ${source}`, told, {
      ...{ source, sourceSystem, queryName, queryParams, executedAt, asOf },
      ...{ rowCount, sha256, size, format, schemaFingerprint, completeness },
      queryDigest: digestOfBytes(new TextEncoder().encode(each.queryText)),
    });
  }
}

function json(value: unknown): string | undefined {
  return value === undefined
    ? undefined
    : canonicalJson(value, { omitUndefined: true });
}

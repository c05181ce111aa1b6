import {
  BundleVerification,
  canonicalJson,
  LedgerEntry,
} from '@countersign/plugin-ledger-common';
import { StoryResultOf } from '@countersign/plugin-governance-common';
import { PackManifest, packPaths } from '../pack/model';
import { digestOfBytes } from '../report/readReport';
import { runEntries } from '../run/entries';
import { runStories } from '../run/story';
import { LedgerTrust, openBundle, problemsOfLedger } from './anchors';
import { ClaimList, reasonOf } from './ClaimList';
import { PackFiles, readWhole } from './files';
import { checkAnchors, LaterEvidence, openLater } from './laterEvidence';

/** What the ledger bundle of a pack shows. */
export interface CheckedLedger {
  bundle: BundleVerification;
  /** What this cannot show: less, where others vouched for it later. */
  limits: string[];
  story?: StoryResultOf<string, string>;
}

/** The ledger's bundle proves what it says of the run, and that is what the manifest says. */
export async function checkLedger(
  files: PackFiles,
  manifest: PackManifest,
  trust: LedgerTrust,
  later: { evidence: readonly LaterEvidence[]; manifestDigest: string },
  claims: ClaimList,
): Promise<CheckedLedger | undefined> {
  const refute = (detail: string) => claims.refutes('ledger', detail);
  if (!files.paths().includes(packPaths.ledger)) {
    refute(`${packPaths.ledger} is missing.`);
    return undefined;
  }
  let bundle: BundleVerification;
  try {
    bundle = await openBundle(await readWhole(files, packPaths.ledger), trust);
  } catch (error) {
    refute(reasonOf(error));
    return undefined;
  }
  problemsOfLedger(bundle).forEach(refute);
  const { number } = manifest.run;
  const opened = await openLater(
    bundle,
    later.evidence,
    { ...manifest, run: number, manifestDigest: later.manifestDigest },
    trust,
    claims,
  );
  const { limits } = checkAnchors(bundle, opened, number, trust, claims);
  if (!bundle.proven) return { bundle, limits };
  const { origin, contents, treeSize } = bundle.proven;
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
  return { bundle, limits, story };
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

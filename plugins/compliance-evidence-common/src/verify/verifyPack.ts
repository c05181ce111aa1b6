import {
  parseVerifierKey,
  parseWitnessKey,
} from '@countersign/plugin-ledger-common';
import { InquiryDocument } from '../inquiries/document';
import {
  InquiredPack,
  InquiryVerification,
  verifyInquiry,
} from '../inquiries/verifyInquiry';
import { PackManifest, packPaths } from '../pack/model';
import { openManifest, SignedManifest } from '../pack/statement';
import { ReportBundle } from '../report/model';
import { ParseSql } from '../sql/ast';
import { SqlEngine } from '../sql/model';
import { isDemanded, anchorClaims, LedgerTrust } from './anchors';
import { checkQuestions, checkRows, rerun } from './checkAnswers';
import { CheckedLedger, checkLedger } from './checkLedger';
import { checkProfile, checkReport } from './checkReport';
import { checkSnapshots, stageSnapshots } from './checkSnapshots';
import { ClaimList, PackClaim, reasonOf } from './ClaimList';
import { digestOfFile, PackFiles, readWholeText, StreamingHash } from './files';
import { LaterEvidence } from './laterEvidence';
import { limitsOf } from './limits';

/** What the verifier brings along; nothing in the pack replaces it. */
export interface VerifyPackOptions extends LedgerTrust {
  parse: ParseSql;
  newHash: () => StreamingHash;
  /** An engine with nothing in it; without it no query is run again, and that is said. */
  engine?: () => Promise<SqlEngine>;
  /** What was asked of the run afterwards: answered again with what is staged here. */
  inquiries?: readonly InquiryDocument[];
  /** Evidence of the run that was downloaded after its pack was closed, for who saw the log since. */
  laterEvidence?: readonly LaterEvidence[];
}

/** What a pack proves, and what it cannot. */
export interface PackVerification {
  /** Every claim was looked at, and holds. */
  proven: boolean;
  manifest?: PackManifest;
  /** The verifier key that signed it. */
  key?: string;
  claims: PackClaim[];
  ledger?: CheckedLedger;
  /** In the order of the inquiries that were given. */
  inquiries: InquiryVerification[];
  limits: string[];
}

/**
 * Verifies a pack with nothing but the pack and keys that the caller trusts: signature, files, report, snapshots, the ledger,
 * every row, and every query again. A bad pack is an answer, not an exception.
 *
 * @throws SyntaxError when one of the caller's own keys is none
 */
export async function verifyPack(
  files: PackFiles,
  options: VerifyPackOptions,
): Promise<PackVerification> {
  options.trustedKeys.forEach(parseVerifierKey);
  options.witnessKeys?.forEach(parseWitnessKey);
  const claims = new ClaimList();
  const signed = await checkSignature(files, options, claims);
  if (!signed) {
    return {
      proven: false,
      claims: claims.all(),
      inquiries: await verifyInquiries(options),
      limits: limitsOf(),
    };
  }
  const { manifest, key } = signed;
  await checkFiles(files, signed, options, claims);
  const manifestDigest = await digestOfFile(
    files,
    packPaths.manifest,
    options.newHash,
  );
  const { ledger, staged } = await checkContents(
    files,
    { manifest, manifestDigest },
    options,
    claims,
  );
  const all = claims.all();
  const holds = all.every(({ outcome }) => outcome === 'holds');
  return {
    proven: holds,
    manifest,
    key,
    claims: all,
    ...(ledger && { ledger }),
    inquiries: await verifyInquiries(
      options,
      staged && { ...staged, manifest, manifestDigest, files, holds },
    ),
    limits: limitsOf(manifest, ledger),
  };
}

/** What the data of a pack were staged in. */
interface Staged {
  report: ReportBundle;
  engine: SqlEngine;
}

async function verifyInquiries(
  { inquiries = [], ...options }: VerifyPackOptions,
  pack?: InquiredPack,
): Promise<InquiryVerification[]> {
  const found: InquiryVerification[] = [];
  for (const document of inquiries) {
    found.push(await verifyInquiry(document, options, pack));
  }
  return found;
}

async function checkSignature(
  files: PackFiles,
  { trustedKeys }: VerifyPackOptions,
  claims: ClaimList,
): Promise<SignedManifest | undefined> {
  if (!files.paths().includes(packPaths.manifest)) {
    claims.refutes('signed', `${packPaths.manifest} is missing.`);
    return undefined;
  }
  try {
    const signed = openManifest(await readWholeText(files, packPaths.manifest));
    const { name } = parseVerifierKey(signed.key);
    if (name !== signed.manifest.origin) {
      claims.refutes(
        'signed',
        `It is signed by the key of ${name}, and says that it is of ${signed.manifest.origin}.`,
      );
    }
    if (!trustedKeys.includes(signed.key)) {
      claims.refutes(
        'signed',
        `The signature holds, but ${signed.key} is not among the keys you trust.`,
      );
    }
    claims.supports('signed', `By ${signed.key}.`);
    return signed;
  } catch (error) {
    claims.refutes('signed', `${packPaths.manifest}: ${reasonOf(error)}`);
    return undefined;
  }
}

async function checkFiles(
  files: PackFiles,
  signed: SignedManifest,
  { newHash }: VerifyPackOptions,
  claims: ClaimList,
): Promise<void> {
  const digests = new Map(signed.files.map(each => [each.path, each.sha256]));
  const refute = (detail: string) => claims.refutes('files', detail);
  const there = new Set(files.paths());
  for (const path of there) {
    const expected = digests.get(path);
    if (path === packPaths.manifest) continue;
    if (expected === undefined) {
      refute(`${path} is in the pack, but was not signed.`);
      continue;
    }
    try {
      const found = await digestOfFile(files, path, newHash);
      if (found !== expected) {
        refute(`${path} was changed: it has ${found}, ${expected} was signed.`);
      }
    } catch (error) {
      refute(`${path}: ${reasonOf(error)}`);
    }
  }
  for (const path of digests.keys()) {
    if (!there.has(path)) refute(`${path} was signed, but is missing.`);
  }
  for (const { path, sha256 } of namedTwice(signed.manifest)) {
    if (digests.get(path) !== sha256) {
      refute(`The manifest says two things of ${path}.`);
    }
  }
  claims.supports('files', `${digests.size} files.`);
}

/** What the manifest says of a file beside the list of all files. */
function namedTwice(
  manifest: PackManifest,
): { path: string; sha256: string }[] {
  return [
    ...manifest.evidence.map(each => ({
      path: packPaths.snapshot(each),
      sha256: each.sha256,
    })),
    ...manifest.questions.map(({ name, sha256 }) => ({
      path: packPaths.result(name),
      sha256,
    })),
    ...manifest.artefacts.map(({ path, sha256 }) => ({
      path: packPaths.artefact(path),
      sha256,
    })),
  ];
}

async function checkContents(
  files: PackFiles,
  {
    manifest,
    manifestDigest,
  }: { manifest: PackManifest; manifestDigest: string },
  options: VerifyPackOptions,
  claims: ClaimList,
): Promise<{ ledger?: CheckedLedger; staged?: Staged }> {
  if (!claims.hold('files')) {
    const why = 'Not looked at: the files are not those that were signed.';
    (
      [
        'report',
        'profile',
        'snapshots',
        'staged',
        'answers',
        'rows',
        'ledger',
      ] as const
    ).forEach(claim => claims.unchecked(claim, why));
    anchorClaims
      .filter(claim => isDemanded(options, claim))
      .forEach(claim => claims.unchecked(claim, why));
    return {};
  }
  const { sha256, newHash, parse, laterEvidence = [] } = options;
  const ledger = await checkLedger(
    files,
    manifest,
    options,
    { evidence: laterEvidence, manifestDigest },
    claims,
  );
  const report = await checkReport(files, manifest, claims);
  if (!report) return { ledger };
  checkQuestions(manifest, report, claims);
  checkProfile(report, parse, claims);
  const snapshots = checkSnapshots(manifest, report, claims, files);
  await checkRows(files, manifest, report, claims, sha256);
  let staged: Staged | undefined;
  // Never run what the linter refuses: it might read files or never end.
  if (!claims.hold('report', 'profile', 'snapshots')) {
    const why =
      'Not run: the report, its queries or its snapshots are not as they must be.';
    claims.unchecked('staged', why);
    claims.unchecked('answers', why);
  } else if (!options.engine) {
    const why = 'Not run: there is no engine for it here.';
    claims.unchecked('staged', why);
    claims.unchecked('answers', why);
  } else {
    try {
      const engine = await options.engine();
      await stageSnapshots(files, snapshots, report, manifest, engine, claims);
      if (claims.hold('staged')) {
        await rerun(manifest, report, engine, newHash, claims);
        staged = { report, engine };
      } else
        claims.unchecked(
          'answers',
          'Not run: the snapshots could not be staged.',
        );
    } catch (error) {
      claims.unchecked('answers', `The engine failed: ${reasonOf(error)}`);
    }
  }
  return { ledger, staged };
}

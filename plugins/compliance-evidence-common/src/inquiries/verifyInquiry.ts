import {
  BundleVerification,
  canonicalJson,
  LedgerEntry,
  utf8,
} from '@countersign/plugin-ledger-common';
import { readResult } from '../evidence/readResult';
import { PackManifest, packPaths } from '../pack/model';
import { ReportBundle } from '../report/model';
import { digestOfBytes } from '../report/readReport';
import { ParseSql } from '../sql/ast';
import { SqlEngine } from '../sql/model';
import {
  anchorClaims,
  anchorsOf,
  isDemanded,
  LedgerTrust,
  openBundle,
  problemsOfAnchor,
  problemsOfLedger,
  problemText,
} from '../verify/anchors';
import type { Outcome } from '../verify/ClaimList';
import { reasonOf } from '../verify/ClaimList';
import { PackFiles } from '../verify/files';
import { answerInquiry } from './answerInquiry';
import { InquiryDocument } from './document';
import { applyInquiryEntry } from './entries';
import { lintAsked } from './lintAsked';
import { InquiryFacts } from './model';
import { readHandTable } from './shadow';
import { inquiryStories } from './story';

/** What an inquiry is asked, in the order in which it is told. */
export const inquiryClaims = {
  ledger: 'The ledger holds this inquiry, signed by a key that you trust',
  story: 'What came out agrees with what was asked',
  result: 'The result is the one that was kept, byte for byte',
  pack: 'The pack beside it is that of the run which was asked, and holds',
  again: 'Answered again from that pack, it gives the same bytes',
  witnessed:
    'The witnesses that you name cosigned the ledger with this inquiry',
  stamped:
    'An authority that you trust put a time on the ledger with this inquiry',
} as const;
export type InquiryClaimId = keyof typeof inquiryClaims;

/** What an inquiry proves, and what it cannot. */
export interface InquiryVerification {
  number: string;
  proven: boolean;
  facts?: InquiryFacts;
  claims: {
    id: InquiryClaimId;
    claim: string;
    outcome: Outcome;
    details: string[];
  }[];
  limits: string[];
}

/** A pack that was looked at, with its data staged. */
export interface InquiredPack {
  /** Everything that it claims holds. */
  holds: boolean;
  manifest: PackManifest;
  /** Of its signed manifest. */
  manifestDigest: string;
  report: ReportBundle;
  files: PackFiles;
  engine: SqlEngine;
}

/**
 * Verifies an inquiry by its ledger bundle and, with the pack of its run, by answering it again. What could not be looked at
 * is said, and proves nothing.
 */
export async function verifyInquiry(
  document: InquiryDocument,
  { parse, ...trust }: LedgerTrust & { parse: ParseSql },
  pack?: InquiredPack,
): Promise<InquiryVerification> {
  const { number } = document;
  const claims = new Map<
    InquiryClaimId,
    { outcome: Outcome; details: string[] }
  >();
  const say = (id: InquiryClaimId, outcome: Outcome, ...details: string[]) =>
    claims.set(id, { outcome, details });
  const told = (
    limits: readonly string[],
    facts?: InquiryFacts,
  ): InquiryVerification => {
    const ids = (Object.keys(inquiryClaims) as InquiryClaimId[]).filter(
      id => !isAnchor(id) || isDemanded(trust, id),
    );
    return {
      number,
      proven: ids.every(id => claims.get(id)?.outcome === 'holds'),
      ...(facts && { facts }),
      claims: ids.map(id => ({
        id,
        claim: inquiryClaims[id],
        ...(claims.get(id) ?? {
          outcome: 'unchecked',
          details: ['Not looked at: what it rests on does not hold.'],
        }),
      })),
      limits: [...limits],
    };
  };

  const bundle = await openBundle(document.ledger, trust);
  const wrongs = problemsOfLedger(bundle);
  if (!bundle.proven || wrongs.length > 0) {
    say('ledger', 'fails', ...wrongs);
    return told(bundle.limits);
  }
  tellAnchors(bundle, number, say);
  const { origin, treeSize } = bundle.proven;
  const entries = bundle.proven.entries
    .map(({ entry }) => entry)
    .filter(({ subject }) => subject === number);
  const facts = factsOf(entries);
  if (!facts) {
    say('ledger', 'fails', `The log has no inquiry ${number}.`);
    return told(bundle.limits);
  }
  say(
    'ledger',
    'holds',
    `Answered for ${facts.answered.by} at ${facts.answered.at}, in ${origin}, a log of ${treeSize}.`,
  );
  const wrong = inquiryStories
    .judge(entries)
    .claims.filter(({ holds }) => !holds)
    .map(({ claim, detail }) => `${claim}: ${detail}`);
  say('story', wrong.length > 0 ? 'fails' : 'holds', ...wrong);
  const digest = digestOfBytes(utf8(document.result));
  say(
    'result',
    digest === facts.result.sha256 ? 'holds' : 'fails',
    digest === facts.result.sha256
      ? `${facts.result.rows} rows.`
      : `It has ${digest}, ${facts.result.sha256} was kept.`,
  );
  if (pack) await checkAgain(document, facts, pack, parse, say);
  else {
    const why = `Give the pack of ${facts.run.number} beside it.`;
    say('pack', 'unchecked', why);
    say('again', 'unchecked', why);
  }
  return told([...inquiryStories.limits, ...bundle.limits], facts);
}

function factsOf(entries: readonly LedgerEntry[]): InquiryFacts | undefined {
  return entries.reduce<InquiryFacts | undefined>(applyInquiryEntry, undefined);
}

type Say = (id: InquiryClaimId, outcome: Outcome, ...details: string[]) => void;

function isAnchor(id: InquiryClaimId): id is (typeof anchorClaims)[number] {
  return id === 'witnessed' || id === 'stamped';
}

/** Who else saw the log with the inquiry in it; it is told only where somebody asks. */
function tellAnchors(
  bundle: BundleVerification,
  number: string,
  say: Say,
): void {
  for (const claim of anchorClaims) {
    const problems = problemsOfAnchor(bundle, claim);
    if (problems.length === 0) say(claim, 'holds', ...anchorsOf(bundle, claim));
    else {
      say(
        claim,
        'fails',
        ...problems.map(problemText),
        `Once the log was seen again, download ${number} anew.`,
      );
    }
  }
}

async function checkAgain(
  document: InquiryDocument,
  { run, asked, result, outcome }: InquiryFacts,
  pack: InquiredPack,
  parse: ParseSql,
  say: Say,
): Promise<void> {
  const { manifest, report, files, engine } = pack;
  const isOther =
    pack.manifestDigest !== run.manifestDigest ||
    manifest.run.number !== run.number ||
    manifest.rows.root !== run.rows.root ||
    manifest.rows.size !== run.rows.size;
  if (isOther || !pack.holds) {
    say(
      'pack',
      'fails',
      isOther
        ? `It is the pack of ${manifest.run.number} with the manifest ${pack.manifestDigest}; ${run.number} with ${run.manifestDigest} was asked.`
        : 'What the pack claims does not hold.',
    );
    return;
  }
  say('pack', 'holds', `${run.number}, ${run.manifestDigest}.`);
  const refusals =
    asked.kind === 'question'
      ? lintAsked(asked.sql, report, parse).refusals
      : [];
  if (refusals.length > 0) {
    // Never run what the linter refuses: it might read files or never end.
    say(
      'again',
      'fails',
      ...refusals.map(({ line, problem }) => `Line ${line}: ${problem}.`),
    );
    return;
  }
  try {
    const table =
      asked.kind === 'shadow'
        ? await tableOf(document, asked.file.table)
        : undefined;
    const again = await answerInquiry(asked, {
      report,
      parameters: manifest.run.parameters,
      period: manifest.run.period,
      root: manifest.rows.root,
      engine: async () => engine,
      answer: question => {
        const counted = manifest.questions.find(each => each.name === question);
        if (!counted) throw new Error(`the pack has no answer to ${question}`);
        return readResult(files.open(packPaths.result(question)), {
          question,
          version: counted.version,
        });
      },
      table,
    });
    const digest = digestOfBytes(utf8(again.csv));
    const isSame =
      digest === result.sha256 &&
      canonicalJson(again.outcome) === canonicalJson(outcome);
    say(
      'again',
      isSame ? 'holds' : 'fails',
      isSame
        ? `${again.rows} rows.`
        : `It gives ${digest} here, ${result.sha256} was kept.`,
    );
  } catch (error) {
    say('again', 'fails', reasonOf(error));
  }
}

async function tableOf({ table }: InquiryDocument, sha256: string) {
  if (table === undefined) {
    throw new Error('the table that was made by hand is missing');
  }
  const bytes = utf8(table);
  const digest = digestOfBytes(bytes);
  if (digest !== sha256) {
    throw new Error(
      `the table that was made by hand has ${digest}, ${sha256} was kept`,
    );
  }
  return readHandTable(
    (async function* whole() {
      yield bytes;
    })(),
  );
}

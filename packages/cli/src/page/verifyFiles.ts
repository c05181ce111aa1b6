import { sha256 } from '@noble/hashes/sha2';
import { BlobReader } from '@zip.js/zip.js';
import {
  looksLikeInquiry,
  StreamingHash,
  verifyInquiry,
} from '@countersign/plugin-compliance-evidence-common';
import {
  keptPayloadsSchema,
  looksLikeDashboard,
} from '@countersign/plugin-governance-common';
import { toHex, utf8, verifyBundle } from '@countersign/plugin-ledger-common';
import { verifyTimeStamps } from '@countersign/plugin-ledger-common/timeStamps';
import type { FileFinding, JsonFile } from '../commands/Area';
import {
  BesidePack,
  besidePacks,
  verifyBeside,
} from '../commands/compliance-evidence/besidePack';
import { checkRow, rowProofIn } from '../commands/compliance-evidence/checkRow';
import {
  inquiryFinding,
  inquiryIn,
} from '../commands/compliance-evidence/inquiries';
import { packLines } from '../commands/compliance-evidence/packLines';
import { PackZip } from '../commands/compliance-evidence/PackZip';
import { sqlParser } from '../commands/compliance-evidence/sqlParser';
import { verifyDashboard } from '../commands/governance-dashboard/verifyDashboard';
import { knowledge } from '../commands/knowledge';
import { evidenceOf, ReadBundle } from '../commands/verify/evidence';
import { evidenceLines } from '../commands/verify/evidenceLines';
import { FilePart, partsOf } from '../commands/verify/partsOf';
import { EngineAssets } from '../engine/database';
import { packTrust, readTrust, Trust } from '../input/trust';
import { PageFinding, TypedTrust } from './messages';
import { PageEngine } from './PageEngine';

const ZIP = 'PK\u0003\u0004';

/** What the page brings along, and where it says what it does. */
interface Tools {
  assets(): Promise<EngineAssets>;
  step(text: string): void;
}

/** Verifies files as `countersign verify` does: packs with what is beside them, proofs of rows alone, bundles together. */
export async function verifyFiles(
  files: readonly File[],
  typed: TypedTrust,
  tools: Tools,
): Promise<PageFinding[]> {
  const trust = readTrust(typed);
  const { packs, documents, unread } = await sorted(files, tools);
  const findings: PageFinding[] = [];
  const told = new Set<string>();
  const beside = besidePacks(documents);
  for (const file of packs) {
    for (const finding of await verifyZip(file, beside, trust, tools)) {
      told.add(finding.file);
      findings.push(finding);
    }
  }
  findings.push(...unread);
  const rest = documents.filter(({ file }) => !told.has(file));
  return [...findings, ...(await verifyDocuments(rest, trust))];
}

/** Packs by their first bytes, and JSON; anything else is said to be neither. */
async function sorted(files: readonly File[], { step }: Tools) {
  const packs: File[] = [];
  const documents: JsonFile[] = [];
  const unread: PageFinding[] = [];
  const parts: FilePart[] = [];
  for (const file of files) {
    step(`${file.name}: reading`);
    if ((await file.slice(0, ZIP.length).text()) === ZIP) {
      packs.push(file);
      continue;
    }
    parts.push(...partsOf(file.name, new Uint8Array(await file.arrayBuffer())));
  }
  for (const { file, bytes } of parts) {
    const content = parsed(bytes);
    if (content !== undefined) {
      documents.push({ file, bytes, content });
    } else {
      unread.push(
        unreadable(
          file,
          'is neither a pack nor evidence: it is not JSON, or it is cut off',
        ),
      );
    }
  }
  return { packs, documents, unread };
}

async function verifyDocuments(
  documents: readonly JsonFile[],
  trust: Trust,
): Promise<PageFinding[]> {
  const findings: PageFinding[] = [];
  const bundles: ReadBundle[] = [];
  const kept = new Map<string, Set<string>>();
  const { trustedKeys, witnessKeys, authorities } = trust;
  for (const { file, bytes, content } of documents) {
    const row = rowProofIn(content);
    const payloads = keptPayloadsSchema.safeParse(content);
    if (row) {
      findings.push(shown(file, checkRow(file, row, trust)));
    } else if (looksLikeInquiry(content)) {
      const found = await verifyInquiry(inquiryIn(file, content), {
        ...packTrust(trust),
        parse: await sqlParser(),
      });
      findings.push(shown(file, inquiryFinding(file, found)));
    } else if (looksLikeDashboard(content)) {
      findings.push(shown(file, await verifyDashboard(file, content, trust)));
    } else if (payloads.success) {
      const known = kept.get(payloads.data.of) ?? new Set();
      payloads.data.payloads.forEach(({ body }) =>
        known.add(`sha256:${toHex(sha256(utf8(body)))}`),
      );
      kept.set(payloads.data.of, known);
    } else {
      const bundle = verifyBundle(bytes, { trustedKeys, witnessKeys });
      bundles.push({
        file,
        bundle:
          authorities.length > 0
            ? await verifyTimeStamps(bundle, authorities)
            : bundle,
      });
    }
  }
  const evidence = evidenceOf(bundles, knowledge, kept);
  return [
    ...findings,
    ...evidence.map(each => ({
      ...{ file: each.file, proven: each.proven },
      lines: withAdvice(evidenceLines(each, { hasKeys: true }), trust),
    })),
  ];
}

async function verifyZip(
  file: File,
  beside: BesidePack,
  trust: Trust,
  { assets, step }: Tools,
): Promise<PageFinding[]> {
  let files: PackZip;
  try {
    files = await PackZip.read(new BlobReader(file));
  } catch (error) {
    return [
      unreadable(
        file.name,
        `is not a pack that can be read: ${
          error instanceof Error ? error.message : String(error)
        }`,
      ),
    ];
  }
  step(`${file.name}: checking signatures, files, rows and the ledger`);
  let engine: PageEngine | undefined;
  try {
    const { pack, inquiries } = await verifyBeside(files, beside, {
      ...packTrust(trust),
      parse: await sqlParser(),
      newHash,
      engine: async () => {
        step(`${file.name}: running every query again`);
        engine = await PageEngine.start(await assets());
        return engine;
      },
    });
    return [
      {
        ...{ file: file.name, proven: pack.proven },
        lines: withAdvice(packLines(file.name, pack, { hasKeys: true }), trust),
      },
      ...inquiries.map(({ file: name, found }) =>
        shown(name, inquiryFinding(name, found)),
      ),
    ];
  } finally {
    await engine?.close();
  }
}

function shown(file: string, { proven, lines }: FileFinding): PageFinding {
  return { file, proven, lines };
}

/** The command line says how it is given keys; here there is a field for them. */
function withAdvice(
  [title, ...lines]: string[],
  { trustedKeys }: Trust,
): string[] {
  return trustedKeys.length > 0
    ? [title, ...lines]
    : [
        title,
        '  No key was given that you trust: anybody could have made this.',
        ...lines,
      ];
}

function newHash(): StreamingHash {
  const hash = sha256.create();
  return {
    update: piece => {
      hash.update(piece);
    },
    digest: () => toHex(hash.digest()),
  };
}

function unreadable(name: string, why: string): PageFinding {
  return {
    ...{ file: name, proven: false },
    lines: [`${name}: NOT PROVEN`, `  ✘ The file ${why}.`],
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

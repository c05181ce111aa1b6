import { sha256 } from '@noble/hashes/sha2';
import { BlobReader } from '@zip.js/zip.js';
import {
  StreamingHash,
  verifyPack,
} from '@countersign/plugin-compliance-evidence-common';
import { keptPayloadsSchema } from '@countersign/plugin-governance-common';
import { toHex, utf8, verifyBundle } from '@countersign/plugin-ledger-common';
import { verifyTimeStamps } from '@countersign/plugin-ledger-common/timeStamps';
import { checkRow, rowProofIn } from '../commands/compliance-evidence/checkRow';
import { packLines } from '../commands/compliance-evidence/packLines';
import { PackZip } from '../commands/compliance-evidence/PackZip';
import { sqlParser } from '../commands/compliance-evidence/sqlParser';
import { knowledge } from '../commands/knowledge';
import { evidenceOf, ReadBundle } from '../commands/verify/evidence';
import { evidenceLines } from '../commands/verify/evidenceLines';
import { FilePart, partsOf } from '../commands/verify/partsOf';
import { EngineAssets } from '../engine/database';
import { packTrust, readTrust, Trust } from '../input/trust';
import { PageFinding, TypedTrust } from './messages';
import { PageEngine } from './PageEngine';

const ZIP = 'PK\u0003\u0004';

/** Verifies files as `countersign verify` does: packs and proofs of rows each alone, bundles of the ledger together. */
export async function verifyFiles(
  files: readonly File[],
  typed: TypedTrust,
  tools: {
    assets(): Promise<EngineAssets>;
    step(text: string): void;
  },
): Promise<PageFinding[]> {
  const trust = readTrust(typed);
  const findings: PageFinding[] = [];
  const bundles: ReadBundle[] = [];
  const kept = new Map<string, Set<string>>();
  const parts: FilePart[] = [];
  for (const file of files) {
    tools.step(`${file.name}: reading`);
    const head = await file.slice(0, ZIP.length).text();
    if (head === ZIP) {
      findings.push(await verifyZip(file, trust, tools));
      continue;
    }
    parts.push(...partsOf(file.name, new Uint8Array(await file.arrayBuffer())));
  }
  for (const { file, bytes } of parts) {
    const content = parsed(bytes);
    if (content === undefined) {
      findings.push(
        unreadable(
          file,
          'is neither a pack nor evidence: it is not JSON, or it is cut off',
        ),
      );
      continue;
    }
    const row = rowProofIn(content);
    const payloads = keptPayloadsSchema.safeParse(content);
    if (row) {
      const { proven, lines } = checkRow(file, row, trust.trustedKeys);
      findings.push({ file, proven, lines });
    } else if (payloads.success) {
      const known = kept.get(payloads.data.of) ?? new Set();
      payloads.data.payloads.forEach(({ body }) =>
        known.add(`sha256:${toHex(sha256(utf8(body)))}`),
      );
      kept.set(payloads.data.of, known);
    } else {
      const { trustedKeys, witnessKeys, authorities } = trust;
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
  trust: Trust,
  {
    assets,
    step,
  }: { assets(): Promise<EngineAssets>; step(text: string): void },
): Promise<PageFinding> {
  let files: PackZip;
  try {
    files = await PackZip.read(new BlobReader(file));
  } catch (error) {
    return unreadable(
      file.name,
      `is not a pack that can be read: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  step(`${file.name}: checking signatures, files, rows and the ledger`);
  let engine: PageEngine | undefined;
  try {
    const found = await verifyPack(files, {
      ...packTrust(trust),
      parse: await sqlParser(),
      newHash,
      engine: async () => {
        step(`${file.name}: running every query again`);
        engine = await PageEngine.start(await assets());
        return engine;
      },
    });
    return {
      ...{ file: file.name, proven: found.proven },
      lines: withAdvice(packLines(file.name, found, { hasKeys: true }), trust),
    };
  } finally {
    await engine?.close();
  }
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

import {
  canonicalJson,
  NoteSigner,
  utf8,
} from '@countersign/plugin-ledger-common';
import { strictly } from '@countersign/plugin-governance-common';
import { z } from 'zod';
import {
  DsseEnvelope,
  dsseFile,
  IN_TOTO_TYPE,
  openDsse,
  signDsse,
} from './dsse';
import { PACK_PREDICATE_TYPE, PackManifest } from './model';
import { packManifestSchema } from './schemas';

/** A file of a pack and its digest, `sha256:…`. */
export interface PackFileDigest {
  path: string;
  sha256: string;
}

/** The type of an in-toto Statement of version 1. */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const HEX = /^[0-9a-f]{64}$/;

const statementSchema = strictly({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(
    strictly({
      name: z.string(),
      digest: strictly({
        sha256: z.string().regex(HEX, 'must be hexadecimal'),
      }),
    }),
  ),
  predicateType: z.literal(PACK_PREDICATE_TYPE),
  predicate: packManifestSchema,
});

/** What a signed manifest says. */
export interface SignedManifest {
  manifest: PackManifest;
  /** Every other file of the pack. */
  files: PackFileDigest[];
  /** The verifier key that signed it. */
  key: string;
  envelope: DsseEnvelope;
}

/** Signs what a pack holds: the exact content of its manifest.dsse.json. */
export async function signManifest(
  manifest: PackManifest,
  files: readonly PackFileDigest[],
  signer: NoteSigner,
): Promise<string> {
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, sha256 }) => ({
        name: path,
        digest: { sha256: sha256.replace(/^sha256:/, '') },
      })),
    predicateType: PACK_PREDICATE_TYPE,
    predicate: packManifestSchema.parse(manifest),
  };
  const payload = utf8(canonicalJson(statement, { omitUndefined: true }));
  return dsseFile(await signDsse(IN_TOTO_TYPE, payload, signer));
}

/**
 * Reads a signed manifest and verifies its signature by the key it names.
 *
 * @throws SyntaxError which says what is wrong
 */
export function openManifest(text: string): SignedManifest {
  const { payload, key, envelope } = openDsse(text, IN_TOTO_TYPE);
  const body: unknown = JSON.parse(
    new TextDecoder('utf-8', { fatal: true }).decode(payload),
  );
  const parsed = statementSchema.safeParse(body);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new SyntaxError(
      `holds no manifest of a pack: ${path.join('.')}: ${message}`,
    );
  }
  const { predicate, subject } = parsed.data;
  const names = subject.map(({ name }) => name);
  const again = names.find((name, i) => names.indexOf(name) < i);
  if (again !== undefined) throw new SyntaxError(`names ${again} twice`);
  return {
    manifest: predicate,
    files: subject.map(({ name, digest }) => ({
      path: name,
      sha256: `sha256:${digest.sha256}`,
    })),
    key,
    envelope,
  };
}

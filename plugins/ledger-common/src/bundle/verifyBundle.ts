import { z } from 'zod';
import { equalBytes, toHex, utf8, utf8Text } from '../bytes';
import { TreeHasher } from '../merkle/TreeHasher';
import { parseVerifierKey, parseWitnessKey } from '../note/verifierKey';
import { bundleFile, bundleSchema, type Bundle } from './schema';
import { bundleStatement } from './signBundle';
import { limitsOf } from './limits';
import { KeyRing } from './KeyRing';
import { Problems } from './Problems';
import { demandWitnesses, verifyAnchors } from './verifyAnchors';
import { verifyContents } from './verifyContents';
import { verifyGrowth } from './verifyGrowth';
import type { BundleVerification, VerifyBundleOptions } from './verification';

/**
 * Verifies the bytes of an evidence bundle: its spelling, its signatures, every entry's place in the log, and that the
 * log only grew. Needs no network, no clock and no service, and runs in Node and in a browser alike.
 *
 * @returns what was proven or every problem found; a bad bundle is a result, not an exception
 * @throws SyntaxError when one of the caller's own keys is none
 */
export function verifyBundle(
  bytes: Uint8Array,
  options: VerifyBundleOptions,
): BundleVerification {
  const trusted = options.trustedKeys.map(parseVerifierKey);
  const witnesses = (options.witnessKeys ?? []).map(parseWitnessKey);
  const hasher = new TreeHasher(options.sha256);
  const problems = new Problems();
  const bundle = readBundle(bytes, problems);
  if (!bundle) {
    return { ok: false, problems: problems.all, limits: limitsOf() };
  }

  const keys = new KeyRing(bundle, trusted, problems);
  const { signature, ...unsigned } = bundle;
  keys.verifyStatement(signature, bundleStatement(unsigned, hasher));
  const checkpoint = keys.verifyCheckpoint(
    bundle.checkpoint,
    'checkpoint',
    'checkpoint',
  );
  const contents =
    checkpoint && verifyContents(bundle.contents, checkpoint, hasher, problems);
  const consistentWith =
    checkpoint &&
    verifyGrowth(bundle, checkpoint, keys, hasher, problems, options);

  const anchors =
    checkpoint && contents
      ? verifyAnchors(bundle, {
          ...{ checkpoint, keys, witnesses, hasher, problems },
          entries: contents.entries,
        })
      : [];
  if (contents) demandWitnesses(anchors, witnesses, contents.entries, problems);

  if (!checkpoint || !contents || problems.anyBut('untrusted-key', 'witness')) {
    return { ok: false, problems: problems.all, limits: limitsOf() };
  }
  const proven = {
    origin: bundle.origin,
    ...contents,
    treeSize: checkpoint.size,
    rootHash: toHex(checkpoint.root),
    checkpointSignedAt: bundle.checkpointSignedAt,
    exportedAt: bundle.exportedAt,
    signatures: keys.signatures,
    ...(consistentWith && { consistentWith }),
    anchors,
  };
  return {
    ok: problems.all.length === 0,
    problems: problems.all,
    proven,
    limits: limitsOf(proven),
  };
}

function readBundle(bytes: Uint8Array, problems: Problems): Bundle | undefined {
  const json = problems.catch('format', '', () => {
    const value: unknown = JSON.parse(utf8Text(bytes));
    return { value };
  });
  if (!json) {
    return undefined;
  }
  const parsed = bundleSchema.safeParse(json.value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.add('format', z.core.toDotPath(issue.path), issue.message);
    }
    return undefined;
  }
  problems.catch('format', '', () => {
    if (!equalBytes(utf8(bundleFile(parsed.data)), bytes)) {
      throw new SyntaxError(
        'the file is not the canonical JSON of its content and one newline: it was reformatted or changed',
      );
    }
  });
  return parsed.data;
}

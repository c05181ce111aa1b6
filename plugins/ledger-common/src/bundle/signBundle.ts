import { toBase64, utf8 } from '../bytes';
import { canonicalJson } from '../canonical/canonicalJson';
import { TreeHasher } from '../merkle/TreeHasher';
import { signNote, type NoteSigner } from '../note/signedNote';
import {
  BUNDLE_FORMAT,
  bundleFile,
  unsignedBundleSchema,
  type UnsignedBundle,
} from './schema';

/**
 * The text that is signed for a bundle. Its first line keeps it apart from a checkpoint, whose first line is an
 * origin, so that neither signature can be passed off as the other.
 */
export function bundleStatement(
  bundle: UnsignedBundle,
  hasher: TreeHasher,
): string {
  const digest = hasher.sha256(utf8(canonicalJson(bundle)));
  return `${BUNDLE_FORMAT}\n${bundle.origin}\n${toBase64(digest)}\n`;
}

/**
 * Signs a bundle.
 *
 * @returns the exact content of its file
 * @throws ZodError when the bundle is not of the format
 */
export async function signBundle(
  bundle: UnsignedBundle,
  signer: NoteSigner,
  hasher: TreeHasher = new TreeHasher(),
): Promise<string> {
  const valid = unsignedBundleSchema.parse(bundle);
  const signature = await signNote(bundleStatement(valid, hasher), signer);
  return bundleFile({ ...valid, signature });
}

import { bundlesIn } from '@countersign/plugin-ledger-common';

/** One thing to be verified, under the name by which a reader finds it again. */
export interface FilePart {
  file: string;
  bytes: Uint8Array;
}

/** What a file holds, one bundle or several: whichever of them is forged, the others are looked at. */
export function partsOf(file: string, bytes: Uint8Array): FilePart[] {
  const bundles = bundlesIn(bytes);
  return bundles.map((bundle, i) => ({
    file: bundles.length > 1 ? `${file} (${i + 1} of ${bundles.length})` : file,
    bytes: bundle,
  }));
}

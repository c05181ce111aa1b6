import { readFileSync } from 'fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** A font that can be embedded. */
export interface PdfFont {
  name: string;
  /** Read when a text needs it. */
  bytes: () => Uint8Array;
}

/** What comes with this package, with its licences beside it: letters that the standard fonts of PDF lack. */
export const shippedFonts: readonly PdfFont[] = [
  // Latin, Greek, Cyrillic, Armenian, Georgian and many signs.
  { name: 'DejaVuSans', bytes: () => read('DejaVuSans.ttf') },
  // Chinese and Japanese.
  {
    name: 'DroidSansFallback',
    bytes: () => read('DroidSansFallbackFull.ttf'),
  },
];

const known = new Map<string, Uint8Array>();

function read(file: string): Uint8Array {
  const bytes =
    known.get(file) ??
    readFileSync(
      resolvePackagePath(
        '@countersign/plugin-compliance-evidence-backend',
        'fonts',
        file,
      ),
    );
  known.set(file, bytes);
  return bytes;
}

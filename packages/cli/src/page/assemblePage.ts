import { createHash } from 'node:crypto';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { packedAssets } from '../engine/packedAssets';
import script from './built/script.txt';
import style from './built/style.txt';
import template from './built/template.txt';
import { assetNames } from './messages';

/**
 * The page that verifies in a browser: one file, with PostgreSQL in it, that its own policy keeps from every network. Made
 * when it is asked for, of what the command line has in it anyway.
 */
export function assemblePage(): string {
  const assets = assetNames
    .map(name => {
      const packed = gzipSync(brotliDecompressSync(packedAssets[name]), {
        level: 9,
      });
      // No script, but data: the policy allows one script alone, by its hash.
      return `<script type="text/plain" id="asset-${name}">${packed.toString(
        'base64',
      )}</script>`;
    })
    .join('\n');
  const parts: Record<string, string> = {
    SCRIPT_HASH: hashOf(script),
    STYLE_HASH: hashOf(style),
    STYLE: `<style>${style}</style>`,
    VERSION: process.env.COUNTERSIGN_VERSION ?? 'development',
    ASSETS: assets,
    SCRIPT: `<script>${script}</script>`,
  };
  return template.replace(/\{\{([A-Z_]+)\}\}/g, (_, name) => parts[name]);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

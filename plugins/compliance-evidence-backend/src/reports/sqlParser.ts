import { createRequire } from 'module';
import { setFlagsFromString } from 'v8';
import { ParseSql } from '@countersign/plugin-compliance-evidence-common';

/**
 * How V8 compiles WebAssembly by default: each function at its first call, and once more, optimized, where it is called often. One function
 * of the parser is PostgreSQL's whole grammar. To optimize it takes 600 MB for half a second, and a report has some dozen queries.
 */
const OPTIMIZING = [
  'wasm-tier-up',
  'wasm-dynamic-tiering',
  'wasm-lazy-compilation',
];

let loading: Promise<ParseSql> | undefined;

/** PostgreSQL's own parser, compiled once and never optimized. */
export function sqlParser(): Promise<ParseSql> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ParseSql> {
  for (const flag of OPTIMIZING) setFlagsFromString(`--no-${flag}`);
  try {
    // Its WebAssembly is compiled from the moment that it is required.
    const { loadModule, parseSync }: typeof import('libpg-query') =
      createRequire(__filename)('libpg-query');
    await loadModule();
    return parseSync;
  } finally {
    // What is compiled by now stays as it is; whatever else the portal runs is optimized as ever.
    for (const flag of OPTIMIZING) setFlagsFromString(`--${flag}`);
  }
}

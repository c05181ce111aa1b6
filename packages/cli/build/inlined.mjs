// esbuild plugins: what WebAssembly packages would look for beside the file is put into it.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `./assets/<name>.br` is the compressed file of PGlite. */
export function engineFiles(folder) {
  return {
    name: 'engine-files',
    setup(build) {
      build.onResolve({ filter: /^\.\/assets\/.+\.br$/ }, ({ path }) => ({
        path: join(folder, basename(path)),
      }));
    },
  };
}

/** libpg-query would look for its module beside the file: it is handed the bytes instead. */
export function sqlParser() {
  return {
    name: 'sql-parser',
    setup(build) {
      build.onLoad(
        { filter: /libpg-query[\\/]wasm[\\/]index\.js$/ },
        async ({ path }) => {
          const source = await readFile(path, 'utf8');
          if (!source.includes('PgQueryModule()')) {
            throw new Error(
              'libpg-query loads its module another way than before',
            );
          }
          return {
            contents: `import wasm from './libpg-query.wasm';
${source.replaceAll(
  'PgQueryModule()',
  'PgQueryModule({ instantiateWasm: instantiated })',
)}
function instantiated(imports, received) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
  received(instance);
  return instance.exports;
}`,
            resolveDir: dirname(path),
          };
        },
      );
    },
  };
}

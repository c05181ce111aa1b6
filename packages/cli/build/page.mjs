// The script of the page that verifies in a browser, with its worker inside, and an esbuild plugin that puts it into the
// command line.
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sqlParser } from './inlined.mjs';

const here = path => fileURLToPath(new URL(path, import.meta.url));

const common = {
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
};

/** What Node has and a browser has not: packages ask for it only where they run in Node. */
function withoutNode() {
  const names = builtinModules.map(name => name.replaceAll('/', '\\/'));
  return {
    name: 'without-node',
    setup(setup) {
      setup.onResolve(
        { filter: new RegExp(`^(node:.*|${names.join('|')})$`) },
        ({ path }) => ({ path, namespace: 'without-node' }),
      );
      setup.onLoad({ filter: /.*/, namespace: 'without-node' }, () => ({
        contents: 'module.exports = {};',
      }));
    },
  };
}

async function pageScript() {
  const worker = await build({
    ...common,
    entryPoints: [here('../src/page/worker.ts')],
    define: {
      'import.meta.url': '"file:///worker.js"',
      'process.env.NODE_ENV': '"production"',
    },
    loader: { '.wasm': 'binary' },
    plugins: [sqlParser(), withoutNode()],
  });
  const page = await build({
    ...common,
    entryPoints: [here('../src/page/page.ts')],
    define: { WORKER_CODE: JSON.stringify(worker.outputFiles[0].text) },
  });
  // The end of a script element ends it, also within a text, and a comment hides it.
  return page.outputFiles[0].text
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '<\\!--');
}

const texts = {
  script: pageScript,
  style: () => readFile(here('../src/page/style.css'), 'utf8'),
  template: () => readFile(here('../src/page/template.html'), 'utf8'),
};

/** `./built/<name>.txt` are the texts that the page is made of. */
export function verifierPage() {
  return {
    name: 'verifier-page',
    setup(setup) {
      setup.onResolve({ filter: /^\.\/built\/\w+\.txt$/ }, ({ path }) => ({
        path: basename(path, '.txt'),
        namespace: 'verifier-page',
      }));
      setup.onLoad(
        { filter: /.*/, namespace: 'verifier-page' },
        async ({ path }) => ({ contents: await texts[path](), loader: 'text' }),
      );
    },
  };
}

const v8 = require('node:v8');
const { Script } = require('node:vm');
// For pages and, where the configuration allows native modules, for whatever runs in Node: then it is Jest's own.
const BackstageRuntime = require('@backstage/cli/config/jestCachingModuleLoader');

// What was compiled for one file of tests is of use to the next, and need not be thrown away in between.
v8.setFlagsFromString('--no-flush-bytecode');

/**
 * In the world of a test each look at a global takes a hundred times longer than elsewhere. Code gets these as variables
 * around it; none that tests replace is among them, such as those of time.
 */
const globals = [
  ...['Array', 'BigInt', 'Boolean', 'Error', 'Intl', 'JSON', 'Map', 'Math'],
  ...['Number', 'Object', 'Promise', 'Reflect', 'RegExp', 'Set', 'String'],
  ...['Symbol', 'TypeError', 'Uint8Array', 'WeakMap', 'parseInt'],
];

/** What files of tests in this process have read and compiled, by path. */
const sources = new Map();
const scripts = new Map();

/** Which files of packages are CommonJS and run as they are, by path. */
const plain = new Map();
const ofPackage = /[\\/]node_modules[\\/].*\.c?js$/;
const moduleSyntax = /^#!|\b(?:import|export)\b/;

/**
 * Clients of clouds, caches and archives that Backstage's backend loads and no test of ours calls through it. They are half
 * of all that a test of a backend loads; this process loads them once, outside of its tests.
 */
const outside =
  /^(?:@(?:azure|aws-sdk|google-cloud|keyv|manypkg|octokit)\/|(?:archiver|chokidar|cross-fetch|node-forge)$)/;
const byBackstage =
  /[\\/]node_modules[\\/]@backstage[\\/][^\\/]+[\\/]dist[\\/]/;

/**
 * Jest's runtime, which loads each module anew for each file of tests, but reads and compiles it once a process: half of
 * the time of a short test was spent on what the test before it had read and compiled as well.
 */
module.exports = class KeepingRuntime extends BackstageRuntime {
  requireModule(from, name, ...rest) {
    const isOutside =
      this.allowLoadAsEsm &&
      name !== undefined &&
      outside.test(name) &&
      byBackstage.test(from);
    return isOutside
      ? require(this._resolveCjsModule(from, name))
      : super.requireModule(from, name, ...rest);
  }

  readFile(filename) {
    const source = sources.get(filename) ?? super.readFile(filename);
    sources.set(filename, source);
    return source;
  }

  transformFile(filename, options) {
    const source = this.readFile(filename);
    return isPlain(filename, source)
      ? source
      : super.transformFile(filename, options);
  }

  createScriptFromCode(code, filename) {
    const context = this._environment.getVmContext();
    const script = context && this.#scriptOf(code, filename);
    if (!script) return super.createScriptFromCode(code, filename);
    const { global } = this._environment;
    return script.runInContext(context)(...globals.map(name => global[name]));
  }

  /** None for what Jest has to compile itself: code that imports natively, or does not compile. */
  #scriptOf(code, filename) {
    const kept = scripts.get(filename);
    if (kept?.code === code) return kept.script;
    const script = compiled(
      code,
      filename,
      this.constructInjectedModuleParameters(),
    );
    scripts.set(filename, { code, script });
    return script;
  }
};

/**
 * What needs no transformation is not looked for among what was transformed, nor written there: thousands of files for each
 * file of tests.
 */
function isPlain(filename, source) {
  const known = plain.get(filename);
  if (known !== undefined) return known;
  const is = ofPackage.test(filename) && !moduleSyntax.test(source);
  plain.set(filename, is);
  return is;
}

function compiled(code, filename, parameters) {
  if (/\bimport\s*\(/.test(code)) return undefined;
  const begin = `(function(${globals}){return function(${parameters}){`;
  try {
    return new Script(`${begin}${code}\n}})`, {
      filename,
      columnOffset: -begin.length,
    });
  } catch {
    return undefined;
  }
}

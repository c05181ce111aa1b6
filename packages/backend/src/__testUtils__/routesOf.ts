import express, { Express } from 'express';

/** A layer of an Express router, as far as its routes are told from it. */
interface Layer {
  name: string;
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[]; _router?: { stack: Layer[] } };
  keys: { name: string }[];
  regexp: RegExp & { fast_slash?: boolean };
}

/**
 * Call it before a backend starts. A router of `express-promise-router` wraps what is mounted in it, so that an app's
 * routes could not be seen any more; under this name they are kept, as those of a router are.
 */
export function keepRoutesOfApps(): void {
  const { init } = express.application;
  jest
    .spyOn(express.application, 'init')
    .mockImplementation(function named(this: Express) {
      init.call(this);
      Object.defineProperty(this, 'name', { value: 'router' });
    });
}

/** The path that a router was mounted at, read back from the expression Express made of it. */
function mountPath({ regexp, keys }: Layer): string {
  if (regexp.fast_slash) return '';
  let parameter = 0;
  return regexp.source
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(
      /(?:\\\/)?\(\?:\\\/\(\[\^\\\/\]\+\?\)\)|\(\?:\(\[\^\\\/\]\+\?\)\)/g,
      () => `/:${keys[parameter++].name}`,
    )
    .replace(/\\(.)/g, '$1');
}

function* walk(layers: Layer[], prefix: string): Generator<string> {
  for (const layer of layers) {
    const { route, handle } = layer;
    const below = handle.stack ?? handle._router?.stack;
    if (route) {
      for (const method of Object.keys(route.methods)) {
        yield `${method.toLocaleUpperCase('en-US')} ${prefix}${route.path}`;
      }
    } else if (below) {
      yield* walk(below, prefix + mountPath(layer));
    } else if (layer.name === 'serveStatic') {
      yield `GET ${prefix}${mountPath(layer)}/*`;
    }
  }
}

/** Every route of a running backend, as `GET /api/catalog/entities`: what its routers answer, not what is documented. */
export function routesOf(app: Express): string[] {
  const { _router: router } = app as unknown as {
    _router: { stack: Layer[] };
  };
  return [...new Set(walk(router.stack, ''))].sort();
}

import { existsSync, readdirSync } from 'fs';
import { readFile } from 'fs/promises';
import { join } from 'path';
import { promisify } from 'util';
import { brotliCompress, constants } from 'zlib';
import { RequestHandler } from 'express';

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** As Backstage says it of files whose names change with their content. */
const CACHE_CONTROL = 'public, max-age=1209600';

/** Nearly the best there is, at two thirds of the time. */
const QUALITY = 10;

const compress = promisify(brotliCompress);

/**
 * Sends scripts and styles compressed as well as brotli can, to whoever takes it: a seventh less than what is compressed
 * for each answer. That takes a moment, so it is done once for each file, beside the first answer, which goes out as
 * ever. The names of the files change with their content.
 *
 * @param folder - where the build put them
 */
export function compressedPages(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const compressed = new Map<string, Buffer>();

  const prepare = async (name: string) => {
    names.delete(name);
    const content = await readFile(join(folder, name));
    const result = await compress(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    });
    compressed.set(name, result);
  };

  return (req, res, next) => {
    const [, name, extension] =
      /^\/static\/([\w.-]+\.(js|css))$/.exec(req.path) ?? [];
    const takesIt =
      req.method === 'GET' && name && req.acceptsEncodings(['br']) === 'br';
    const content = takesIt ? compressed.get(name) : undefined;
    if (content) {
      res.set({
        'Cache-Control': CACHE_CONTROL,
        'Content-Encoding': 'br',
        'Content-Type': types[extension],
        Vary: 'Accept-Encoding',
      });
      res.end(content);
      return;
    }
    if (takesIt && names.has(name)) {
      // What cannot be read now is told by whoever answers.
      prepare(name).catch(() => {});
    }
    next();
  };
}

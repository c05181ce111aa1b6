import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.mjs';
import { UserError } from '../report.mjs';

const guideFile = path.join(root, 'docs/guides/install.md');

/** The fenced blocks of one language in a text. */
const blocks = (text, language) =>
  [...text.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , body]) => body);

/** What `yarn --cwd packages/<where> add …` adds, over its continued lines. */
const added = (text, where) =>
  blocks(text, 'bash')
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter(line => line.startsWith(`yarn --cwd packages/${where} add `))
    .flatMap(line => line.split(/\s+/).slice(4))
    .filter(Boolean);

/**
 * What the guide has an adopter do for each area, by the headings under "Areas": what is tried in a stock app is what
 * the guide says, and nothing else.
 *
 * @returns by heading, `{ app, backend, lines }`: packages of the app, packages of the backend, lines of `backend.add`
 */
export async function readGuide() {
  const text = await readFile(guideFile, 'utf8');
  const [, areas] = /^## Areas\n([\s\S]*?)^## /m.exec(text) ?? [];
  if (!areas) throw new UserError(`${guideFile} has no section "Areas"`);
  return Object.fromEntries(
    areas
      .split(/^### /m)
      .slice(1)
      .map(section => [
        section.slice(0, section.indexOf('\n')).trim(),
        {
          app: added(section, 'app'),
          backend: added(section, 'backend'),
          lines: blocks(section, 'ts').join('').trim().split('\n'),
        },
      ]),
  );
}

/**
 * What the guide has an adopter write into an app of the old frontend system, by file.
 *
 * @returns by the path of the file, `{ text, imports, elements }`: all of it; its imports, and the elements beneath them,
 * a paragraph each
 */
export async function readLegacyGuide() {
  const text = await readFile(guideFile, 'utf8');
  const [, section] =
    /^## Old frontend system\n([\s\S]*?)^## /m.exec(text) ?? [];
  if (!section) {
    throw new UserError(`${guideFile} has no section "Old frontend system"`);
  }
  return Object.fromEntries(
    blocks(section, 'tsx').map(block => {
      const [, file, rest] = /^\/\/ (\S+)\n([\s\S]*)$/.exec(block);
      const [imports, ...elements] = rest.trim().split(/\n{2,}/);
      return [file, { text: rest, imports, elements }];
    }),
  );
}

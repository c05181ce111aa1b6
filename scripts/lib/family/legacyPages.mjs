import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readLegacyGuide } from './guide.mjs';

/** Before which lines of the files of create-app the elements of the guide go, paragraph by paragraph: wherever these lines stand. */
const places = {
  'packages/app/src/App.tsx': ['  </FlatRoutes>'],
  'packages/app/src/components/catalog/EntityPage.tsx': [
    '    <Grid item md={4} xs={12}>\n      <EntityLinksCard />',
    '  </EntityLayout>',
  ],
};

/** A file of create-app with what the guide has for it in its places. */
function withElements(name, stock, { imports, elements }) {
  let text = `${imports}\n${stock}`;
  elements.forEach((element, i) => {
    const place = places[name][i];
    if (!place || !text.includes(place)) {
      throw new Error(`${name} has no place for: ${element}`);
    }
    text = text.replaceAll(place, () => `${element}\n${place}`);
  });
  return text;
}

/** Writes what the guide says into the pages of a stock app of the old frontend system; once more where that changed. */
export async function writeLegacyPages(folder) {
  for (const [name, block] of Object.entries(await readLegacyGuide())) {
    const file = path.join(folder, name);
    const stock = `${file}.stock`;
    if (places[name] && !existsSync(stock)) await copyFile(file, stock);
    const text = places[name]
      ? withElements(name, await readFile(stock, 'utf8'), block)
      : block.text;
    const before = await readFile(file, 'utf8').catch(() => undefined);
    if (text === before) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readLegacyGuide } from './guide.mjs';

/** Before which lines of the files of create-app the elements of the guide go, paragraph by paragraph. */
const places = {
  'packages/app/src/App.tsx': ['  </FlatRoutes>'],
  'packages/app/src/components/catalog/EntityPage.tsx': [
    '    <Grid item md={4} xs={12}>\n      <EntityLinksCard />',
    '  </EntityLayout>',
  ],
};

/** Writes what the guide says into the pages of a stock app of the old frontend system; once more where that changed. */
export async function writeLegacyPages(folder) {
  for (const [name, { imports, elements }] of Object.entries(
    await readLegacyGuide(),
  )) {
    const file = path.join(folder, name);
    const stock = `${file}.stock`;
    if (!existsSync(stock)) await copyFile(file, stock);
    const before = await readFile(file, 'utf8');
    let text = `${imports}\n${await readFile(stock, 'utf8')}`;
    elements.forEach((element, i) => {
      const place = places[name]?.[i];
      if (!place || !text.includes(place)) {
        throw new Error(`${name} has no place for: ${element}`);
      }
      text = text.replace(place, () => `${element}\n${place}`);
    });
    if (text === before) continue;
    await writeFile(file, text);
  }
}

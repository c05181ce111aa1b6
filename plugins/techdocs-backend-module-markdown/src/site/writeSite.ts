import { promises as fs } from 'fs';
import { dirname, join } from 'path';
import type { Site } from './Site';

/** Writes a site, and what TechDocs wants to know of it. */
export async function writeSite(
  site: Site,
  outputDir: string,
  { etag, now }: { etag?: string; now: number },
): Promise<void> {
  const paths = [...site.files.keys(), ...site.assets];
  const write = async (path: string, content: string) => {
    const file = join(outputDir, path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.writeFile(file, content);
  };
  for (const [path, content] of site.files) {
    await write(path, content);
  }
  for (const path of site.assets) {
    const file = join(outputDir, path);
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.copyFile(join(site.docsDir, path), file);
  }
  await write(
    'techdocs_metadata.json',
    JSON.stringify({
      site_name: site.name,
      site_description: site.description ?? '',
      build_timestamp: now,
      files: paths.sort(),
      ...(etag !== undefined && { etag }),
    }),
  );
}

import { Entity } from '@backstage/catalog-model';
import { useSources } from './__testUtils__/folder';
import { SourceDigestPreparer } from './SourceDigestPreparer';

describe('the digest of sources', () => {
  const sources = useSources();
  const preparer = new SourceDigestPreparer({
    shouldCleanPreparedDirectory: () => false,
    prepare: async () => ({ preparedDir: sources.path, etag: '' }),
  });
  const etagOf = async (files: Record<string, string>) => {
    sources.set(files);
    return (await preparer.prepare({} as Entity)).etag;
  };

  it('is another one when what the pages show from beside them changes, and what mkdocs.yml does not name is nothing to it', async () => {
    const files = {
      'mkdocs.yml': 'watch: [slo, ../elsewhere, gone]',
      'docs/index.md': '# A',
      'slo/shop.yaml': 'one',
    };
    const other = await etagOf({ ...files, 'slo/shop.yaml': 'three' });
    const more = await etagOf({ ...files, 'slo/more.yaml': 'two' });
    expect(new Set([await etagOf(files), other, more]).size).toBe(3);
    const { etag } = await preparer.prepare({} as Entity);
    await expect(preparer.prepare({} as Entity, { etag })).rejects.toThrow();
  });
});

import {
  compileCatalogModel,
  defaultCatalogEntityModel,
} from '@backstage/catalog-model/alpha';
import { CMDB_ANNOTATION_NAMES } from '@countersign/plugin-cmdb-common';
import { cmdbModelLayer } from './cmdbModelLayer';

describe('cmdbModelLayer', () => {
  it('describes every annotation of the CMDB, on top of the default model', () => {
    const { annotations } = compileCatalogModel([
      defaultCatalogEntityModel,
      cmdbModelLayer,
    ]).getMetadata();
    expect(annotations.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...CMDB_ANNOTATION_NAMES]),
    );
  });
});

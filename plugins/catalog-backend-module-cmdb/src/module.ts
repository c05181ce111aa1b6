import { createBackendModule } from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { cmdbModelLayer } from './cmdbModelLayer';
import { CmdbAnnotationProcessor } from './CmdbAnnotationProcessor';

/**
 * Makes the catalog refuse CMDB annotations that cannot be read, and describe
 * those that can.
 */
export const catalogModuleCmdb = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'cmdb',
  register(reg) {
    reg.registerInit({
      deps: {
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ model, processing }) {
        model.addModelSource(CatalogModelSources.static([cmdbModelLayer]));
        processing.addProcessor(new CmdbAnnotationProcessor());
      },
    });
  },
});

import { createBackendModule } from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { openSloModelLayer } from './openSloModelLayer';
import { OpenSloProcessor } from './OpenSloProcessor';
import { parseDefinitions } from './parseDefinitions';

/**
 * Makes OpenSLO files entities of the catalog.
 *
 * @public
 */
export const catalogModuleOpenSlo = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'openslo',
  register(reg) {
    reg.registerInit({
      deps: {
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ model, processing }) {
        model.addModelSource(CatalogModelSources.static([openSloModelLayer]));
        model.setEntityDataParser(parseDefinitions);
        processing.addProcessor(new OpenSloProcessor());
      },
    });
  },
});

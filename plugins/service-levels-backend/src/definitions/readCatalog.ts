import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
  SourceFile,
} from '@countersign/plugin-service-levels-common';

/** The definitions that the catalog has, each as it was written. */
export async function readCatalog(
  catalog: CatalogService,
  auth: AuthService,
): Promise<SourceFile[]> {
  const { items } = await catalog.getEntities(
    {
      filter: {
        [`metadata.annotations.${ANNOTATION_DEFINITION_TEXT}`]:
          CATALOG_FILTER_EXISTS,
      },
      fields: ['kind', 'metadata'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  return items.map(fileOf);
}

function fileOf({ metadata }: Entity): SourceFile {
  const annotations = metadata.annotations ?? {};
  return {
    file: annotations[ANNOTATION_DEFINITION_FILE] ?? metadata.name,
    firstLine: Number(annotations[ANNOTATION_DEFINITION_LINE]) || 1,
    text: annotations[ANNOTATION_DEFINITION_TEXT],
  };
}

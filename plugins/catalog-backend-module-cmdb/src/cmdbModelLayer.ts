import { createCatalogModelLayer } from '@backstage/catalog-model/alpha';
import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
  ANNOTATION_CRITICALITY,
  ANNOTATION_DATA_CLASSIFICATION,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_RUNBOOKS,
  ANNOTATION_SOFT_DEPENDENCIES,
  ANNOTATION_SOX_SCOPE,
  ANNOTATION_STATEFUL,
  ANNOTATION_TERRAFORM_ADDRESSES,
  ANNOTATION_VERSION,
  CRITICALITY_TIERS,
  DATA_CLASSIFICATIONS,
} from '@countersign/plugin-cmdb-common';

const oneOf = (values: readonly string[]) => `One of ${values.join(', ')}.`;

/**
 * What the CMDB adds to the catalog's model: its annotations, described.
 *
 * Values have no JSON schema here, although the model could hold one: the
 * catalog would then refuse a bad value with a message that does not say the
 * value, before {@link CmdbAnnotationProcessor} could with one that does.
 */
export const cmdbModelLayer = createCatalogModelLayer({
  layerId: 'countersign.dev/cmdb',
  builder: model => {
    model.addAnnotation({
      name: ANNOTATION_CRITICALITY,
      title: 'Criticality',
      description: `How much the business depends on the item; tier-1 is the most critical. ${oneOf(
        CRITICALITY_TIERS,
      )}`,
    });
    model.addAnnotation({
      name: ANNOTATION_DATA_CLASSIFICATION,
      title: 'Data classification',
      description: `The most sensitive data the item handles. ${oneOf(
        DATA_CLASSIFICATIONS,
      )}`,
    });
    model.addAnnotation({
      name: ANNOTATION_SOX_SCOPE,
      title: 'SOX scope',
      description:
        'Whether the item is in scope of the Sarbanes-Oxley Act, section 404: "true" or "false".',
    });
    model.addAnnotation({
      name: ANNOTATION_ENVIRONMENT,
      title: 'Environment',
      description:
        'The environment the item runs in: a lower-case name such as production, staging or development.',
    });
    model.addAnnotation({
      name: ANNOTATION_VERSION,
      title: 'Version',
      description: 'The version that is running.',
    });
    model.addAnnotation({
      name: ANNOTATION_TERRAFORM_ADDRESSES,
      title: 'Terraform addresses',
      description:
        'The Terraform resources that make up the item, separated by commas or line breaks. An address without an instance key, or with [*], stands for all its instances; a trailing .* for everything in a module or of a type. Where several items claim an address, the most specific claim wins.',
    });
    model.addAnnotation({
      name: ANNOTATION_STATEFUL,
      title: 'Stateful',
      description:
        'Whether the item holds data that replacing it would lose: "true" or "false". Destroying it raises the risk of a change.',
    });
    model.addAnnotation({
      name: ANNOTATION_SOFT_DEPENDENCIES,
      title: 'Soft dependencies',
      description:
        'What of its dependencies the item can do without, as entity refs separated by commas or line breaks: they set no ceiling to what it can promise.',
    });
    model.addAnnotation({
      name: ANNOTATION_RUNBOOKS,
      title: 'Runbooks',
      description:
        'What to do when the item fails, one a line: a path of the portal, such as /docs/default/component/…, or an address.',
    });
    model.addAnnotation({
      name: ANNOTATION_APPROVAL_DELEGATE,
      title: 'Approval delegate',
      description:
        'On a User: the user who may approve in their place. Needs an end.',
    });
    model.addAnnotation({
      name: ANNOTATION_APPROVAL_DELEGATE_UNTIL,
      title: 'Approval delegate until',
      description:
        'On a User: when the delegation ends, as an ISO 8601 date (it lasts to the end of that day in UTC) or date and time with offset.',
    });
  },
});

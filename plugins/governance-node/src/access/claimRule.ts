import {
  createPermissionRule,
  PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { PropertyFilter } from '../database/permissionFilter';

const claims = z.object({
  claims: z
    .array(z.string())
    .describe('Entity refs the user claims: their own and their groups’'),
});

/**
 * Makes permission rules that compare a property of a record, one ref or several, with what the user claims:
 * `claimRules(noteResourceRef)('IS_AUTHOR', 'Allow those who …', 'author')`.
 */
export function claimRules<
  Resource extends object,
  Filter extends PropertyFilter,
  ResourceType extends string,
>(resourceRef: PermissionResourceRef<Resource, Filter, ResourceType>) {
  return <Name extends string>(
    name: Name,
    description: string,
    property: Filter['property'] & keyof Resource,
  ) =>
    createPermissionRule({
      name,
      description,
      resourceRef,
      paramsSchema: claims,
      apply: (record, params) =>
        [record[property]]
          .flat()
          .some(ref => params.claims.some(claim => claim === ref)),
      toQuery: params => ({ property, anyOf: params.claims } as Filter),
    });
}

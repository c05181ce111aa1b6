import {
  ApiHolder,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { noteRouteRef } from '../routes';

/** The path of a note's page, outside of a component. */
export function notePath(apis: ApiHolder, number: string): string | undefined {
  return apis.get(routeResolutionApiRef)?.resolve(noteRouteRef)?.({ number });
}

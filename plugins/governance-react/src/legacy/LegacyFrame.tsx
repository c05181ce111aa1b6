import { compatWrapper } from '@backstage/core-compat-api';
import { useApp } from '@backstage/core-plugin-api';
import { ApiHolder, useApiHolder } from '@backstage/frontend-plugin-api';
import {
  createVersionedContext,
  createVersionedValueMap,
  VersionedValue,
} from '@backstage/version-bridge';
import { ComponentType, ReactNode } from 'react';
import { LegacyApis } from './LegacyApis';

/** Where `useApi` of both systems looks. */
const ApiContext = createVersionedContext<{ 1: ApiHolder }>('api-context');

interface Found {
  apis: LegacyApis;
  context: VersionedValue<{ 1: ApiHolder }>;
}

/** Of each app, by its own APIs. */
const found = new WeakMap<ApiHolder, Found>();

function Apis(props: { outside: ApiHolder; children: ReactNode }) {
  const { outside, children } = props;
  const app = useApp();
  const compatible = useApiHolder();
  let here = found.get(outside);
  if (here) {
    here.apis.renew(compatible);
  } else {
    const apis = new LegacyApis(outside, compatible, () => app.getPlugins());
    here = { apis, context: createVersionedValueMap({ 1: apis }) };
    found.set(outside, here);
  }
  return (
    <ApiContext.Provider value={here.context}>{children}</ApiContext.Provider>
  );
}

/** Gives a page or card in an app of the old frontend system what it finds in one of the new. */
export function LegacyFrame({ children }: { children: ReactNode }) {
  const outside = useApiHolder();
  // A frame within a frame has all of it.
  if (outside instanceof LegacyApis) return <>{children}</>;
  return compatWrapper(<Apis outside={outside}>{children}</Apis>);
}

/** A component that has the frame around itself. */
export function framed<Props extends {}>(
  Component: ComponentType<Props>,
): (props: Props) => JSX.Element {
  return function Framed(props) {
    return (
      <LegacyFrame>
        <Component {...props} />
      </LegacyFrame>
    );
  };
}

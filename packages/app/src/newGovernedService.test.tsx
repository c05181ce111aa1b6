import { Entity } from '@backstage/catalog-model';
import { getComponentData } from '@backstage/core-plugin-api';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import {
  EntityPickerFieldExtension,
  OwnerPickerFieldExtension,
} from '@backstage/plugin-scaffolder';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

// Pages read no files, and may import nothing that does.
const { readFileSync } = jest.requireActual<typeof import('fs')>('fs');
const template = parse(
  readFileSync(
    `${__dirname}/../../../templates/new-governed-service/template.yaml`,
    'utf8',
  ),
);
/** Under which the scaffolder finds its own fields. */
const FIELD = 'scaffolder.extensions.field.v1';
const extensions = [
  <OwnerPickerFieldExtension />,
  <EntityPickerFieldExtension />,
].map(field => getComponentData<FieldExtensionOptions>(field, FIELD)!);

const entity = (kind: string, name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, title, namespace: 'default' },
  spec: {},
});
const entities = [
  entity('Group', 'platform-sre', 'Platform SRE'),
  // Of one team alone there is nothing to choose.
  entity('Group', 'payments', 'Payments'),
  entity('User', 'platform-pia', 'Platform Pia'),
  entity('System', 'platform', 'Platform'),
];

describe('the template “New governed service”', () => {
  // jsdom does not scroll, as the stepper does between its steps.
  beforeEach(() => jest.spyOn(window, 'scrollTo').mockImplementation());

  it('has a team of the catalog own the service: no person, and nothing that was only typed', async () => {
    const { title, ...schema } = template.spec.parameters[0];
    const onCreate = jest.fn().mockResolvedValue(undefined);
    renderPage(
      <SecretsContextProvider>
        <Stepper
          manifest={{ title: 'New', steps: [{ title, schema }] }}
          extensions={extensions}
          initialState={{
            ...{ name: 'price-alerts', title: 'Price alerts' },
            ...{ description: 'Tells of prices.' },
            system: 'system:default/platform',
          }}
          onCreate={onCreate}
        />
      </SecretsContextProvider>,
      {
        entities,
        apis: [
          [
            entityPresentationApiRef,
            DefaultEntityPresentationApi.createLocal(),
          ],
        ],
      },
    );
    const owner = await screen.findByLabelText(/^Owner/);
    const review = () =>
      userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.type(owner, 'nobody');
    await userEvent.tab();
    expect(owner).toHaveValue('');
    await review();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Review' })).toBeEnabled(),
    );
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();

    await userEvent.clear(owner);
    await userEvent.type(owner, 'Platform');
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'Platform SRE',
    ]);
    await userEvent.click(options[0]);
    await review();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    expect(onCreate.mock.calls[0][0]).toMatchObject({
      owner: 'group:default/platform-sre',
    });
  });
});

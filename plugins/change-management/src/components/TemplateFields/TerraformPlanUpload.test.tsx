import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { terraformPlanFieldOptions } from './terraformPlanField';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const secret = 'correct horse battery staple';

const plan = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.9.8',
  variables: { password: { value: secret } },
  prior_state: { values: { outputs: { password: { value: secret } } } },
  resource_changes: [],
});
const planFile = new File([plan], 'plan.json', { type: 'application/json' });
// jsdom's File lacks text(), which every browser has.
planFile.text = async () => plan;

const manifest = {
  title: 'Change from a plan',
  steps: [
    {
      title: 'The plan',
      schema: {
        type: 'object',
        required: ['planDigest'],
        properties: {
          planDigest: {
            type: 'string',
            title: 'Terraform plan',
            'ui:field': 'TerraformPlanUpload',
          },
        },
      },
    },
  ],
};

const { name, component, validation } = terraformPlanFieldOptions;

describe('TerraformPlanUpload', () => {
  // Nor does jsdom scroll, as the stepper does between its steps.
  beforeEach(() => jest.spyOn(window, 'scrollTo').mockImplementation());

  it('asks for a plan, and leaves only the digest of it in the form', async () => {
    const api = new FakeChangeManagementApi();
    const uploadPlan = jest.spyOn(api, 'uploadPlan');
    const onCreate = jest.fn().mockResolvedValue(undefined);
    renderPage(
      <SecretsContextProvider>
        <Stepper
          manifest={manifest}
          extensions={[{ name, component, validation }]}
          onCreate={onCreate}
        />
      </SecretsContextProvider>,
      { api },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );
    const missing = /Choose the output of terraform show -json/;
    expect((await screen.findAllByText(missing)).length).toBeGreaterThan(0);

    await userEvent.upload(screen.getByLabelText('Choose a file'), planFile);
    expect(
      await screen.findByText('Items found from the plan'),
    ).toHaveTextContent('orders-db');
    expect(JSON.stringify(uploadPlan.mock.calls)).not.toContain(secret);

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    const { digest } = await api.uploadPlan();
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({ planDigest: digest }),
    );
  });
});

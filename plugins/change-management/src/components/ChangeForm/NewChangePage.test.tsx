import { InputError } from '@backstage/errors';
import { configure, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { wrongFields } from '@countersign/plugin-governance-common';
import { renderPage } from '../../__testUtils__/renderPage';
import { NewChangePage } from './NewChangePage';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const query =
  '?item=resource:default/orders-db&environment=production&windowStart=2026-11-24T21:00:00Z&windowEnd=2026-11-24T22:30:00Z';

/** Fills in what approvers ask for. */
const sayHow = () => {
  for (const label of [
    'Justification',
    'How it is done',
    'How it is tested',
    'How it is undone',
  ]) {
    fireEvent.change(screen.getByLabelText(label), {
      target: { value: `${label}: so and so.` },
    });
  }
};

const submit = () =>
  userEvent.click(screen.getByRole('button', { name: 'Submit' }));

describe('NewChangePage', () => {
  beforeEach(() => sessionStorage.clear());

  it('takes item, environment and window from the address and submits them', async () => {
    const api = new FakeChangeManagementApi();
    const create = jest.spyOn(api, 'createChange');
    renderPage(<NewChangePage />, { api, query });

    await userEvent.type(
      await screen.findByLabelText(/^Title/),
      'Give orders-db more memory',
    );
    sayHow();
    await submit();

    await waitFor(() => expect(create).toHaveBeenCalledTimes(1));
    expect(create).toHaveBeenCalledWith(
      expect.objectContaining({
        title: 'Give orders-db more memory',
        items: ['resource:default/orders-db'],
        environment: 'production',
        window: {
          start: '2026-11-24T21:00:00.000Z',
          end: '2026-11-24T22:30:00.000Z',
        },
        submit: true,
      }),
      { idempotencyKey: expect.any(String) },
    );
  });

  it('says beside each field what has to be chosen or written before it is submitted', async () => {
    const api = new FakeChangeManagementApi();
    const create = jest.spyOn(api, 'createChange');
    renderPage(<NewChangePage />, { api, query: '' });
    await screen.findByLabelText(/^Title/);
    await submit();
    const said = (await screen.findAllByRole('alert')).map(
      ({ textContent }) => textContent,
    );
    expect(said).toEqual([
      'Choose what in the catalog is touched.',
      'Must be at least 3 characters long.',
      'Choose an environment.',
      'Say why: approvers read it first.',
      'Say how it is done, step by step.',
      'Say how you will tell that it worked.',
      'Say how you will undo it.',
    ]);
    expect(create).not.toHaveBeenCalled();
  });

  it('puts what the server refuses beside the field it concerns, and keeps what was typed', async () => {
    const api = new FakeChangeManagementApi();
    jest.spyOn(api, 'createChange').mockRejectedValue(
      Object.assign(new InputError('The change was not accepted.'), {
        problems: [
          { field: 'title', message: 'Say which database you mean.' },
          { field: 'window.end', message: 'It ends in the freeze.' },
        ],
      }),
    );
    renderPage(<NewChangePage />, { api, query });
    const title = await screen.findByLabelText(/^Title/);
    await userEvent.type(title, 'More memory');
    sayHow();
    await submit();

    expect(
      await screen.findByText(/The change was not accepted\./),
    ).toBeInTheDocument();
    expect(title).toBeInvalid();
    expect(
      screen.getByText('Say which database you mean.'),
    ).toBeInTheDocument();
    const window = screen.getByRole('group', { name: 'Window' });
    expect(window).toHaveTextContent('It ends in the freeze.');
    expect(title).toHaveValue('More memory');

    // What is mended is no longer complained of; the rest still is.
    await userEvent.type(title, ' for orders-db');
    expect(
      screen.queryByText('Say which database you mean.'),
    ).not.toBeInTheDocument();
    expect(window).toHaveTextContent('It ends in the freeze.');
  });

  it('unfolds the fields among which one was refused', async () => {
    const api = new FakeChangeManagementApi();
    jest.spyOn(api, 'createChange').mockRejectedValue(
      Object.assign(new InputError('implementer: nobody of that name'), {
        problems: [{ field: 'implementer', message: 'nobody of that name' }],
      }),
    );
    renderPage(<NewChangePage />, { api, query });
    await userEvent.type(await screen.findByLabelText(/^Title/), 'More memory');
    const more = screen.getByRole('button', { name: 'More fields' });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    sayHow();
    await submit();
    expect(await screen.findByText('Nobody of that name.')).toBeVisible();
    // Said beside the field, it is not said again above.
    expect(screen.getAllByText(/nobody of that name/i)).toHaveLength(1);
    expect(more).toHaveAttribute('aria-expanded', 'true');
  });

  it('says above what no field of the form is about', async () => {
    const api = new FakeChangeManagementApi();
    const problems = [
      { field: 'title', message: 'is taken' },
      { field: 'tenant', message: 'is not yours' },
    ];
    jest
      .spyOn(api, 'createChange')
      .mockRejectedValue(wrongFields(problems, InputError));
    renderPage(<NewChangePage />, { api, query });
    await userEvent.type(await screen.findByLabelText(/^Title/), 'More memory');
    sayHow();
    await submit();

    expect(await screen.findByText('Is taken.')).toBeVisible();
    expect(screen.getByText(/^Tenant: is not yours\./)).toBeVisible();
    expect(screen.getAllByText(/is taken/i)).toHaveLength(1);
  });

  it('sends nothing while the form itself is wrong, and says where', async () => {
    const api = new FakeChangeManagementApi();
    const create = jest.spyOn(api, 'createChange');
    renderPage(<NewChangePage />, { api });
    const title = await screen.findByLabelText(/^Title/);
    await submit();
    expect(title).toBeInvalid();
    expect(create).not.toHaveBeenCalled();
  });

  it('asks for what approvers will ask for, and saves a draft without', async () => {
    const api = new FakeChangeManagementApi();
    const create = jest.spyOn(api, 'createChange');
    renderPage(<NewChangePage />, { api, query });
    await userEvent.type(await screen.findByLabelText(/^Title/), 'More memory');
    await submit();
    expect(screen.getByLabelText('How it is undone')).toBeInvalid();
    expect(create).not.toHaveBeenCalled();

    // What is missing leads to its field.
    await userEvent.click(
      screen.getByRole('button', { name: 'How it is tested' }),
    );
    expect(screen.getByLabelText('How it is tested')).toHaveFocus();

    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(create).toHaveBeenCalledWith(
        expect.objectContaining({ submit: false }),
        expect.anything(),
      ),
    );
  });

  it('begins like another change, without what was decided about that one', async () => {
    const api = new FakeChangeManagementApi();
    const [{ number }] = (await api.listChanges({})).items;
    const { change } = await api.getChange(number);
    renderPage(<NewChangePage />, { api, query: `?from=${number}` });
    expect(await screen.findByLabelText(/^Title/)).toHaveValue(change.title);
    expect(screen.getByLabelText('How it is tested')).toHaveValue(
      change.testPlan,
    );
    expect(screen.getByLabelText('Starts')).toHaveValue('');
    expect(screen.getByLabelText('Commit')).toHaveValue('');
  });

  const uploadPlan = async (plan: object) => {
    const file = new File([JSON.stringify(plan)], 'plan.json', {
      type: 'application/json',
    });
    // jsdom's File lacks text(), which every browser has.
    file.text = async () => JSON.stringify(plan);
    await userEvent.upload(
      await screen.findByLabelText('Choose a file', { selector: 'input' }),
      file,
    );
  };

  it('takes what must not leave the browser out of a plan', async () => {
    const api = new FakeChangeManagementApi();
    const upload = jest.spyOn(api, 'uploadPlan');
    renderPage(<NewChangePage />, { api });
    await uploadPlan({
      format_version: '1.2',
      terraform_version: '1.11.4',
      variables: { password: { value: 'hunter2' } },
      prior_state: { values: { secret: 'hunter2' } },
      resource_changes: [],
    });

    await waitFor(() => expect(upload).toHaveBeenCalledTimes(1));
    expect(JSON.stringify(upload.mock.calls)).not.toContain('hunter2');
    expect(upload.mock.calls).toEqual([
      [
        {
          plan: {
            format_version: '1.2',
            terraform_version: '1.11.4',
            resource_changes: [],
          },
        },
        expect.anything(),
      ],
    ]);
  });

  it('asks for the items of a plan by what the form says once the plan is read, not by what it said before', async () => {
    const api = new FakeChangeManagementApi();
    const answer = await api.uploadPlan();
    let read = (_: typeof answer) => {};
    const upload = jest.spyOn(api, 'uploadPlan').mockImplementation(
      () =>
        new Promise(resolve => {
          read = resolve;
        }),
    );
    renderPage(<NewChangePage />, {
      api,
      query: '?item=component:default/session-cache',
    });
    await uploadPlan({
      format_version: '1.2',
      terraform_version: '1.11.4',
      resource_changes: [],
    });
    await waitFor(() => expect(upload).toHaveBeenCalledTimes(1));
    const remove = (name: RegExp) => screen.queryByRole('button', { name });
    await userEvent.click(remove(/session-cache/)!);
    read(answer);
    await waitFor(() => expect(remove(/orders-db/)).toBeInTheDocument());
    expect(remove(/session-cache/)).not.toBeInTheDocument();
  });
});

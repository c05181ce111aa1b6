import { configure, screen } from '@testing-library/react';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { EditChangePage } from './EditChangePage';
import { NewChangePage } from './NewChangePage';
import { Route, Routes } from 'react-router-dom';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

describe('a form that its reader may not send', () => {
  it('is not shown to whoever may not open a change', async () => {
    renderPage(<NewChangePage />, { may: [] });
    expect(
      await screen.findByText('You may not open changes'),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText(/^Title/)).not.toBeInTheDocument();
  });

  it('is not shown to whoever may not edit the change, and says why', async () => {
    const api = new FakeChangeManagementApi();
    const [{ number }] = (await api.listChanges({})).items;
    const detail = await api.getChange(number);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      actions: [
        {
          verb: 'edit',
          allowed: false,
          message: 'It is being implemented.',
          remedy: 'Open another change.',
        },
      ],
    });
    renderPage(
      <Routes>
        <Route path="/:number/edit" element={<EditChangePage />} />
      </Routes>,
      { api, path: `${number}/edit` },
    );
    expect(
      await screen.findByText(`You cannot edit ${number}`),
    ).toBeInTheDocument();
    expect(
      screen.getByText('It is being implemented. Open another change.'),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText(/^Title/)).not.toBeInTheDocument();
  });
});

import { screen } from '@testing-library/react';
import { renderOnPage } from '../../__testUtils__/renderOnPage';
import { DeployNowCard } from './DeployNowCard';

describe('DeployNowCard', () => {
  it('has a line of each area; one that fails says so on its line', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    renderOnPage(
      <DeployNowCard
        lines={[
          {
            area: 'Changes',
            Line: ({ entityRef }) => <>{`No change covers ${entityRef}.`}</>,
          },
          {
            area: 'Incidents',
            Line: () => {
              throw new Error('The backend is away');
            },
          },
        ]}
      />,
    );

    expect(
      await screen.findByText(
        'No change covers component:default/checkout-api.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText("Couldn't show Incidents")).toBeInTheDocument();
  });
});

import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { focusMain, MainLandmark } from './MainLandmark';

/** A page with a button that is gone once it has done its work. */
function Page({ hasMain }: { hasMain?: boolean }) {
  const [isDone, setDone] = useState(false);
  const Frame = hasMain ? 'main' : 'div';
  return (
    <MainLandmark id="content">
      <Frame>
        <section aria-label="Next">
          {!isDone && <button onClick={() => setDone(true)}>Approve</button>}
        </section>
      </Frame>
    </MainLandmark>
  );
}

describe('the landmark of a page', () => {
  it('is the only one, whether the page brings its own or not', async () => {
    const { unmount } = render(<Page />);
    expect(screen.getAllByRole('main')).toHaveLength(1);
    unmount();
    render(<Page hasMain />);
    await waitFor(() => expect(screen.getAllByRole('main')).toHaveLength(1));
    expect(screen.getByRole('main').tagName).toBe('MAIN');
  });

  it('is where the link past the navigation leads', () => {
    render(<Page hasMain />);
    focusMain(document.getElementById('content'));
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('gives the focus to what was around a control that is gone', async () => {
    render(<Page />);
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'Next' })).toHaveFocus(),
    );
  });
});

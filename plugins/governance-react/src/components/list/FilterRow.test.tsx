import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { FilterRow } from './FilterRow';

jest.setTimeout(60_000);

/** A list whose address says a moment later what was asked for. */
function SlowList(props: { asked: string[] }) {
  const [value, setValue] = useState('');
  const [next, setNext] = useState('');
  return (
    <>
      <FilterRow
        search={{
          label: 'Search drills',
          placeholder: 'Search',
          value,
          onChange: text => {
            props.asked.push(text);
            setNext(text);
          },
        }}
        isFiltered
        onClear={() => setValue('')}
      />
      <button onClick={() => setValue(next)}>The address follows</button>
    </>
  );
}

it('keeps what is typed while the answer to what was typed before comes, and clears', async () => {
  const asked: string[] = [];
  renderInTestApp(<SlowList asked={asked} />);
  const search = () => screen.getByRole('searchbox');
  await screen.findByRole('searchbox');
  const follow = screen.getByRole('button', { name: 'The address follows' });
  await userEvent.type(search(), 'fail');
  await waitFor(() => expect(asked).toEqual(['fail']));
  await userEvent.type(search(), ' over');
  await userEvent.click(follow);
  expect(search()).toHaveValue('fail over');
  await waitFor(() => expect(asked.at(-1)).toBe('fail over'));
  await userEvent.click(follow);
  const clear = screen.getByRole('button', { name: 'Clear filters' });
  await userEvent.click(clear);
  await waitFor(() => expect(search()).toHaveValue(''));
  const before = asked.length;
  fireEvent.change(search(), { target: { value: 'too late' } });
  fireEvent.click(clear);
  expect(search()).toHaveValue('');
  await userEvent.type(search(), 'last');
  await waitFor(() => expect(asked.slice(before)).toEqual(['last']));
});

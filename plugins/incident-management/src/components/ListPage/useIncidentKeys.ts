import { useListKeys } from '@countersign/plugin-governance-react';
import { incidentNumber } from '@countersign/plugin-incident-management-common';
import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useDeclareLink } from '../../hooks/useDeclareLink';

/** Where the incidents and their search field are, which the keys of a list lead to: for the list and the board. */
export function useIncidentKeys() {
  const navigate = useNavigate();
  const declare = useDeclareLink()();
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const keys = useMemo(
    () => ({
      search: () => search.current?.focus(),
      create: () => declare && navigate(declare),
    }),
    [navigate, declare],
  );
  useListKeys(list, keys, incidentNumber.prefix);
  return { list, search };
}

import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// How long something may take to appear; a second is not enough for a page on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

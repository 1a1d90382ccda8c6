import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The app loads its pages when they are opened, which takes longer on a busy
// machine than the second that the library grants.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(120_000);

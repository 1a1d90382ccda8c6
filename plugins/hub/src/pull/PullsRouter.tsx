import { Route, Routes } from 'react-router-dom';
import { PullPage } from './PullPage';

/** The pages of pull requests, one each. */
export const PullsRouter = () => (
  <Routes>
    <Route path=":number" element={<PullPage />} />
  </Routes>
);

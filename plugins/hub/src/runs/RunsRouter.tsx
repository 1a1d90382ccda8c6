import { Route, Routes } from 'react-router-dom';
import { RunPage } from '../run/RunPage';
import { RunsPage } from './RunsPage';

/** `/runs` and, below it, one run. */
export const RunsRouter = () => (
  <Routes>
    <Route path="/" element={<RunsPage />} />
    <Route path="/:id/*" element={<RunPage />} />
  </Routes>
);
